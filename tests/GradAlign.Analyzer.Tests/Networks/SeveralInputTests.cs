using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Gram;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Networks;
using GradAlign.Analyzer.Tests.Inputs;
using GradAlign.Analyzer.Verdicts;
using TorchSharp;
using static GradAlign.Analyzer.Tests.Networks.SeveralInputModels;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Networks;

/// <summary>Models of several inputs and outputs, against one pass a sample that is written out here.</summary>
public sealed class SeveralInputTests
{
    private const int Samples = 5;

    [Fact]
    public void Translator_with_a_shared_mask_equals_its_samples_alone()
    {
        using var model = Made(new Translator());
        using var batch = Source(typeof(Batches.Sentences)).Draw(Samples, 3).InFloat64() with { Loss = new CrossEntropy(Tokens, tokens: true) };
        var (source, target, mask) = (Tensor(batch, 0), Tensor(batch, 1), Tensor(batch, 2));
        AssertExact(model, batch, i => functional.cross_entropy(model.call(One(source, i), One(target, i), mask).squeeze(0), batch.Targets[i]));
    }

    [Fact]
    public void Translator_is_batched_and_its_blocks_share_the_mask()
    {
        using var model = Made(new Translator());
        using var batch = Source(typeof(Batches.Sentences)).Draw(Samples, 3).InFloat64() with { Loss = new CrossEntropy(Tokens, tokens: true) };
        var captured = GradientCapture.Measure(new(model), new(model), batch, BatchNormMode.PerSample);
        Assert.Null(captured.LoopReason);
        using var part = batch.Narrow(1, 2);
        Assert.Equal(2, part.Samples);
        Assert.Equal([2, 6], Tensor(part, 0).shape);
        Assert.Equal([4, 4], Tensor(part, 2).shape);
    }

    [Fact]
    public void Bags_of_tokens_without_offsets_equal_their_samples_alone()
    {
        using var model = Made(new Bags());
        using var batch = new ScoringBatch(randint(0, Tokens, [Samples, 6]), arange(Samples) % 3);
        AssertExact(model, batch, i => functional.cross_entropy(model.call(One(batch.Inputs, i), null), One(batch.Targets, i)));
    }

    [Theory]
    [InlineData(typeof(Batches.Observations))]
    [InlineData(typeof(Batches.ObservationsAlone))]
    public void Policy_with_and_without_states_equals_its_samples_alone(Type data)
    {
        using var model = Made(new Policy());
        using var batch = Source(data).Draw(Samples, 3).InFloat64();
        var states = batch.Arguments.Count > 1 ? ((Tensor, Tensor))batch.Arguments[1].Value! : ((Tensor, Tensor)?)null;
        AssertExact(model, batch, i => functional.cross_entropy(
            model.call(One(batch.Inputs, i), states is var (h, c) ? (h.narrow(1, i, 1), c.narrow(1, i, 1)) : null).Item1, One(batch.Targets, i)));
    }

    [Theory]
    [InlineData(typeof(Losses.EachSample), false)]
    [InlineData(typeof(Losses.OneNumber), true)]
    public void Two_heads_with_a_loss_of_both_equal_their_samples_alone(Type loss, bool isOneNumber)
    {
        using var model = Made(new TwoHeads());
        using var batch = Source(typeof(Batches.ClassesAndValues)).Draw(Samples, 3).InFloat64() with { Loss = UserLoss.Open(loss.FullName!, loss.Assembly) };
        var (classes, values) = ((Tensor, Tensor))batch.AllTargets;
        AssertExact(model, batch, i =>
        {
            var (logits, value) = model.call(One(batch.Inputs, i));
            return functional.cross_entropy(logits, One(classes, i)) + functional.mse_loss(value.squeeze(1), One(values, i));
        });
        Assert.Equal(isOneNumber, batch.Loss!.Name.EndsWith("one sample at a time", StringComparison.Ordinal));
    }

    [Fact]
    public void Class_with_a_forward_of_its_own_and_a_default_value_is_called()
    {
        using var model = Made(new Unbound());
        using var batch = new ScoringBatch(randn([Samples, 4], dtype: ScalarType.Float64), arange(Samples) % 3);
        AssertExact(model, batch, i => functional.cross_entropy(model.forward(One(batch.Inputs, i)), One(batch.Targets, i)));
    }

    [Fact]
    public void Inputs_by_name_reach_the_parameters_of_that_name()
    {
        using var model = Made(new Translator());
        using var named = Source(typeof(Batches.NamedSentences)).Draw(Samples, 3).InFloat64();
        using var placed = Source(typeof(Batches.Sentences)).Draw(Samples, 3).InFloat64();
        using var _ = no_grad();
        Assert.True(new ScoredNetwork(model).Forward(named).Equals(new ScoredNetwork(model).Forward(placed)));
    }

    [Fact]
    public void Samples_lie_in_the_dimension_that_grows_with_the_size()
    {
        using var batch = Source(typeof(Batches.Observations)).Draw(Samples, 3);
        Assert.Equal([0, 1, 1], batch.Arguments.SelectMany(a => a.SamplesAlong));
        using var square = Source(typeof(Batches.Sentences)).Draw(4, 3);
        Assert.Equal([0, 0, null], square.Arguments.SelectMany(a => a.SamplesAlong));
    }

    [Fact]
    public void Flat_tokens_with_offsets_are_refused_with_the_form_that_can_be_scored() => InputCases.Fails(
        Rules.ShapeMismatch, () => Source(typeof(Batches.FlatTokens)).Draw(Samples, 3), "[30] for 5 samples and [12] for 2", "tokens [n, t]");

    [Fact]
    public void Input_that_is_missing_is_told_with_the_method_to_write()
    {
        using var model = Made(new Translator());
        using var batch = new ScoringBatch(randint(0, Tokens, [Samples, 4]), arange(Samples) % Tokens);
        InputCases.Fails(
            Rules.ShapeMismatch, () => new ScoredNetwork(model).Forward(batch), "no 'target'",
            "static (Tensor source, Tensor target, Tensor mask, Tensor targets) Batch(int size, long seed)");
    }

    [Fact]
    public void Name_that_forward_does_not_have_is_told()
    {
        using var model = Made(new Bags());
        using var batch = Source(typeof(Batches.NamedSentences)).Draw(Samples, 3);
        InputCases.Fails(Rules.ShapeMismatch, () => new ScoredNetwork(model).Forward(batch), "names 'mask'", "Tensor tokens, Tensor? offsets");
    }

    [Fact]
    public void Several_targets_without_a_loss_are_told()
    {
        using var model = Made(new TwoHeads());
        using var batch = Source(typeof(Batches.ClassesAndValues)).Draw(Samples, 3).InFloat64();
        InputCases.Fails(Rules.ShapeMismatch, () => new ScoredNetwork(model).Losses(batch), "2 targets", "(Tensor, Tensor) targets");
    }

    private static T Made<T>(T model) where T : Module
    {
        manual_seed(5);
        ModelPrecision.Double(model);
        return model;
    }

    private static void AssertExact(Module model, ScoringBatch batch, Func<int, Tensor> lossOfSample)
    {
        using var scope = NewDisposeScope();
        using var network = new ScoredNetwork(model);
        var inventory = new ModelInventory(model);
        (batch.Loss ?? new CrossEntropy(3)).Check(network.Run(batch.Narrow(0, 2)), batch.Narrow(0, 2));
        var whole = GradientCapture.Measure(network, inventory, batch, BatchNormMode.PerSample);
        var parts = new BlockedCapture(new(network, inventory, BatchNormMode.PerSample), inventory, batch, isShared: false, sampleBytes: 1000).Measure(new() { Limit = 6_000 });
        Assert.Null(whole.Undefined);
        var total = GradientCapture.Total(whole.Grams, Samples);
        var expected = Loop(model, lossOfSample);
        foreach (var gram in parts.LoopReason is null ? new[] { total, GradientCapture.Total(parts.Grams, Samples) } : [total])
        {
            for (var i = 0; i < Samples; i++)
            {
                for (var j = 0; j < Samples; j++) Assert.Equal(expected[i, j], gram[i, j], 1e-10 * expected.Trace);
            }
        }
    }

    private static GramMatrix Loop(Module model, Func<int, Tensor> lossOfSample)
    {
        model.train();
        var rows = Enumerable.Range(0, Samples).Select(i =>
        {
            model.zero_grad();
            lossOfSample(i).backward();
            return cat([.. model.parameters().Select(p => p.grad is { } g ? g.flatten().clone() : zeros_like(p).flatten().detach())]);
        }).ToArray();
        return GramContraction.ToNumbers(stack(rows).mm(stack(rows).t()));
    }

    private static Tensor Tensor(ScoringBatch batch, int argument) => (Tensor)batch.Arguments[argument].Value!;

    private static Tensor One(Tensor values, int sample) => values.narrow(0, sample, 1);

    private static IBatchSource Source(Type type) => BatchSource.Open(InputCases.Model(type.FullName), null, type.Assembly);

    internal static class Batches
    {
        internal static class Sentences
        {
            public static (Tensor, Tensor, Tensor, Tensor) Batch(int size, long seed)
            {
                manual_seed(seed);
                return (randint(0, Tokens, [size, 6]), randint(0, Tokens, [size, 4]), full([4, 4], float.NegativeInfinity).triu(1), randint(0, Tokens, [size, 4]));
            }
        }

        internal static class NamedSentences
        {
            public static Dictionary<string, Tensor> Batch(int size, long seed)
            {
                var (source, target, mask, targets) = Sentences.Batch(size, seed);
                return new() { ["mask"] = mask, ["targets"] = targets, ["target"] = target, ["source"] = source };
            }
        }

        internal static class Observations
        {
            public static (Tensor observations, (Tensor, Tensor) states, Tensor targets) Batch(int size, long seed)
            {
                manual_seed(seed);
                return (randn(size, 6, 4), (randn(1, size, 5), randn(1, size, 5)), arange(size) % 3);
            }
        }

        internal static class ObservationsAlone
        {
            public static (Tensor, Tensor) Batch(int size, long seed)
            {
                var (observations, _, targets) = Observations.Batch(size, seed);
                return (observations, targets);
            }
        }

        internal static class ClassesAndValues
        {
            public static (Tensor inputs, (Tensor classes, Tensor values) targets) Batch(int size, long seed)
            {
                manual_seed(seed);
                return (randn(size, 4), (arange(size) % 3, randn(size)));
            }
        }

        internal static class FlatTokens
        {
            public static (Tensor tokens, Tensor offsets, Tensor targets) Batch(int size, long seed) =>
                (full([6 * size], seed, int64), arange(size) * 6, arange(size) % 3);
        }
    }

    internal static class Losses
    {
        internal static class EachSample
        {
            public static Tensor Loss((Tensor, Tensor) output, (Tensor, Tensor) targets) =>
                functional.cross_entropy(output.Item1, targets.Item1, reduction: Reduction.None) + (output.Item2.squeeze(1) - targets.Item2).pow(2);
        }

        internal static class OneNumber
        {
            public static Tensor Loss((Tensor, Tensor) output, (Tensor, Tensor) targets) =>
                functional.cross_entropy(output.Item1, targets.Item1) + functional.mse_loss(output.Item2.squeeze(1), targets.Item2);
        }
    }
}
