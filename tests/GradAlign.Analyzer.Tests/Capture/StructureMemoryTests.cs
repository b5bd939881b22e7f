using GradAlign.Analyzer.Capture;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Capture;

public sealed class StructureMemoryTests
{
    [Fact]
    public void Gradients_of_a_later_seed_equal_those_of_a_first_one()
    {
        using var model = new SwitchedModel();
        using var batch = EngineComparison.Batch(6, [5], 3);
        var memory = new StructureMemory();
        var first = GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample, new() { Structures = memory });
        var withoutParameters = 0;
        model.Watch = x => withoutParameters += x.shape[0] == 6 && !model.First.weight.requires_grad ? 1 : 0;
        var later = GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample, new() { Structures = memory });
        Assert.Equal(1, withoutParameters);
        Assert.Null(later.LoopReason);
        Assert.All(model.parameters(), p => Assert.True(p.requires_grad));
        var (expected, actual) = (GradientCapture.Total(first.Grams, 6), GradientCapture.Total(later.Grams, 6));
        Assert.All(Enumerable.Range(0, 36), k => Assert.Equal(expected[k / 6, k % 6], actual[k / 6, k % 6], 1e-12 * expected.Trace));
    }

    [Theory]
    [InlineData("bypassed on the first layer", "bypasses it")]
    [InlineData("bypassed on the last layer", "bypasses it")]
    [InlineData("mixed", "mixes samples")]
    [InlineData("random", "random numbers")]
    public void What_a_later_seed_does_wrong_is_seen_though_the_first_was_sound(string kind, string reason)
    {
        using var model = new SwitchedModel(hasNorm: false);
        using var batch = EngineComparison.Batch(6, [5], 3);
        var memory = new StructureMemory();
        Assert.Null(GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample, new() { Structures = memory }).LoopReason);
        model.Forward = kind switch
        {
            "bypassed on the first layer" => (m, x) => m.Second.call(functional.tanh(m.First.call(x) + m.First.bias!)),
            "bypassed on the last layer" => (m, x) => functional.tanh(m.Second.call(functional.relu(m.First.call(x))) + m.Second.bias!),
            "mixed" => (m, x) => m.Second.call(functional.relu(m.First.call(x) - 0.5 * x.mean([0], keepdim: true).mean())),
            _ => (m, x) => m.Second.call(functional.dropout(m.First.call(x), 0.5, m.training)),
        };
        Assert.Contains(reason, GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample, new() { Structures = memory }).LoopReason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("second")]
    [InlineData("first")]
    [InlineData("once more")]
    public void A_layer_that_a_later_seed_calls_by_forward_loses_no_gradient(string kind)
    {
        using var model = new SwitchedModel(hasNorm: false);
        using var batch = EngineComparison.Batch(6, [5], 3);
        var memory = new StructureMemory();
        EngineComparison.AssertEqualsLoop(model, batch, GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample, new() { Structures = memory }));
        model.Forward = kind switch
        {
            "first" => (m, x) => m.Second.call(functional.relu(m.First.forward(x))),
            "second" => (m, x) => m.Second.forward(functional.relu(m.First.call(x))),
            _ => (m, x) => m.Second.call(functional.relu(m.First.call(x) + m.First.forward(x * x))),
        };
        var later = GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample, new() { Structures = memory });
        EngineComparison.AssertEqualsLoop(model, batch, later);
        if (kind == "once more") Assert.Contains("bypasses it", later.LoopReason, StringComparison.Ordinal);
        else Assert.Contains($"'{kind}' (Linear): called by forward()", later.PartialLoop!.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_seed_that_blows_rounding_up_more_than_the_first_is_not_measured_twice()
    {
        using var model = new SwitchedModel(ScalarType.Float32, hasNorm: false);
        using var batch = EngineComparison.Batch(6, [5], 3, ScalarType.Float32);
        var memory = new StructureMemory();
        Assert.Null(GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample, new() { Structures = memory }).LoopReason);
        var sizes = new List<long>();
        model.Watch = x => sizes.Add(x.shape[0]);

        // What a kernel for one sample rounds otherwise than one for six, blown up ten thousandfold.
        model.Forward = (m, x) => m.Second.call((30000 * m.First.call(x * (x.shape[0] == 1 ? 1 + 1e-6 : 1))).sin());
        Assert.Null(GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample, new() { Structures = memory }).LoopReason);
        Assert.Equal([6, 1, 1], sizes);
    }

    [Fact]
    public void A_trace_is_taken_once_a_structure_and_holds_for_the_next_model()
    {
        using var batch = EngineComparison.Batch(6, [5], 3);
        var memory = new StructureMemory();
        var sizes = new List<long>();
        Gram.GradientGram? gram = null;
        for (var seed = 0; seed < 2; seed++)
        {
            using var model = new SwitchedModel { Watch = x => sizes.Add(x.shape[0]) };
            gram = ModelMeasurement.Run(model, batch, 3, BatchNormMode.PerSample, new() { Structures = memory }).Gram;
        }

        // The trace runs two samples; the guards one at a time, two of them at first and then one.
        Assert.Equal([2, 6, 1, 1, 6, 1], sizes);
        Assert.Equal(["first.weight", "second.weight"], gram!.Layers.Select(l => l.Name));
        Assert.True(gram.Layers[^1].IsOutput);
    }

    [Fact]
    public void A_structure_that_needed_the_loop_goes_straight_to_it_at_a_later_seed()
    {
        using var model = new SwitchedModel(hasNorm: false) { Forward = (m, x) => m.Second.call((m.First.call(x) - (0.5 * x.mean([0], keepdim: true).mean())).tanh()) };
        using var batch = EngineComparison.Batch(6, [5], 3);
        var memory = new StructureMemory();
        var first = ModelMeasurement.Run(model, batch, 3, BatchNormMode.PerSample, new() { Structures = memory });
        var sizes = new List<long>();
        model.Watch = x => sizes.Add(x.shape[0]);
        var later = GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample, new() { Structures = memory });
        Assert.Equal([1, 1, 1, 1, 1, 1], sizes);
        Assert.Equal(first.LoopReason, later.LoopReason);
        Assert.Equal(first.Loss!.Value, later.Losses.Average(), 1e-12);
        model.Watch = null;
        EngineComparison.AssertEqualsLoop(model, batch, later);
    }

    [Fact]
    public void A_loss_that_is_not_finite_is_seen_by_the_loop_of_a_later_seed()
    {
        using var model = new SwitchedModel(hasNorm: false) { Forward = (m, x) => m.Second.call((m.First.call(x) - (0.5 * x.mean([0], keepdim: true).mean())).tanh()) };
        using var batch = EngineComparison.Batch(6, [5], 3);
        var memory = new StructureMemory();
        _ = ModelMeasurement.Run(model, batch, 3, BatchNormMode.PerSample, new() { Structures = memory });
        using (no_grad()) batch.Inputs[4, 0] = double.NaN;
        Assert.Equal("the loss of sample 4 is not finite", GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample, new() { Structures = memory }).Undefined);
    }

    [Fact]
    public void Tolerance_for_samples_alone_follows_what_rounding_does_to_the_network()
    {
        using var model = new SwitchedModel();
        var parameter = new ModelInventory(model).Parameters[0];
        IReadOnlyDictionary<ModelParameter, Gram.GramMatrix> Of(double value) => new Dictionary<ModelParameter, Gram.GramMatrix> { [parameter] = new(2, [value, 0, 0, 1]) };
        Assert.Equal(CaptureGuards.Tolerance, CaptureGuards.ToleranceFor(Of(1), Of(1 + 1e-6)));
        Assert.InRange(CaptureGuards.ToleranceFor(Of(1), Of(1.02)), 0.07, 0.09);
        Assert.Equal(0.25, CaptureGuards.ToleranceFor(Of(1), Of(3)));
    }
}
