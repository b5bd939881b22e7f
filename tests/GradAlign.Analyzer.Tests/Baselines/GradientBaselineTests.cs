using GradAlign.Analyzer.Capture;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Baselines;

public sealed class GradientBaselineTests
{
    private const int Samples = 7;

    /// <summary>How the engine comes to the gradients.</summary>
    public enum Route
    {
        /// <summary>In one pass, with every guard.</summary>
        Batched,

        /// <summary>In one pass of a structure that is proven: the parameters are frozen.</summary>
        Proven,

        /// <summary>The same, and a raw parameter by the loop.</summary>
        Mixed,

        /// <summary>All by the loop.</summary>
        Loop,

        /// <summary>All by the loop, some columns at a time.</summary>
        LoopInParts,

        /// <summary>In one pass, a layer in slices.</summary>
        Slices,

        /// <summary>In blocks of samples.</summary>
        Blocks,

        /// <summary>In one pass, an embedding in slices for who watches; its Gram matrix needs none.</summary>
        Embedding,
    }

    public static TheoryData<Route> Routes() => [.. Enum.GetValues<Route>()];

    [Theory]
    [MemberData(nameof(Routes))]
    public void GradNorm_is_the_sum_of_the_layers_batch_gradient_norms(Route route) =>
        AssertEqual("grad_norm", route, (_, g) => Math.Sqrt(Mean(g).Sum(v => v * v)));

    [Theory]
    [MemberData(nameof(Routes))]
    public void Snip_is_the_sum_of_weight_times_batch_gradient(Route route) =>
        AssertEqual("snip", route, (w, g) => w.Zip(Mean(g), (weight, gradient) => Math.Abs(weight * gradient)).Sum());

    [Theory]
    [MemberData(nameof(Routes))]
    public void GradSign_is_the_sum_of_how_far_the_signs_agree(Route route) =>
        AssertEqual("gradsign", route, (w, g) => w.Select((_, p) => Math.Abs(g.Sum(sample => Math.Sign(sample[p])))).Sum());

    [Theory]
    [MemberData(nameof(Routes))]
    public void ZiCo_is_the_log_of_mean_over_deviation_of_the_two_halves(Route route) => AssertEqual("zico", route, (w, g) =>
    {
        var halves = new[] { Mean(g[..(Samples / 2)]), Mean(g[(Samples / 2)..]) };
        return Math.Log(w.Select((_, p) =>
        {
            var mean = halves.Average(h => h[p]);
            var deviation = Math.Sqrt(halves.Average(h => (h[p] - mean) * (h[p] - mean)));
            return deviation == 0 ? 0 : halves.Average(h => Math.Abs(h[p])) / deviation;
        }).Sum());
    });

    [Fact]
    public void A_batch_laid_out_twice_has_the_same_batch_gradient_and_twice_the_agreeing_signs()
    {
        using var model = BaselineCases.Network();
        using var once = BaselineCases.Images(Samples);
        using var twice = new GradAlign.Analyzer.Inputs.ScoringBatch(cat([once.Inputs, once.Inputs]), cat([once.Targets, once.Targets]));
        foreach (var key in new[] { "grad_norm", "snip" }) Assert.Equal(Value(key, model, once), Value(key, model, twice), 1e-9);
        Assert.Equal(2 * Value("gradsign", model, once), Value("gradsign", model, twice), 1e-9);
    }

    [Fact]
    public void NtkCondition_of_a_linear_model_of_two_samples_is_that_of_their_inner_products()
    {
        using var model = Sequential(("head", Linear(4, BaselineCases.Classes, hasBias: false))).to(ScalarType.Float64);
        using var batch = BaselineCases.Batch(2, 4);
        double[] x = BaselineCases.Numbers(batch.Inputs[0]), y = BaselineCases.Numbers(batch.Inputs[1]);
        double a = x.Sum(v => v * v), b = x.Zip(y, (u, v) => u * v).Sum(), c = y.Sum(v => v * v);
        var root = Math.Sqrt(((a - c) * (a - c) / 4) + (b * b));
        Assert.Equal((((a + c) / 2) + root) / (((a + c) / 2) - root), Value("ntk_condition", model, batch), 1e-8);
    }

    [Fact]
    public void NtkCondition_of_two_equal_samples_is_undefined_or_beyond_measure()
    {
        using var model = BaselineCases.Network();
        using var once = BaselineCases.Images(3);
        using var twice = new GradAlign.Analyzer.Inputs.ScoringBatch(cat([once.Inputs, once.Inputs]), cat([once.Targets, once.Targets]));
        var value = BaselineCases.Measure("ntk_condition", model, twice);
        Assert.True(value.Value is null or > 1e12, $"{value.Value}");
    }

    private static double Value(string key, Module<Tensor, Tensor> model, GradAlign.Analyzer.Inputs.ScoringBatch batch)
    {
        var value = BaselineCases.Measure(key, model, batch);
        Assert.True(value.Value is not null, value.Reason);
        return value.Value!.Value;
    }

    private static double[] Mean(double[][] samples) => [.. samples[0].Select((_, p) => samples.Average(s => s[p]))];

    private static void AssertEqual(string key, Route route, Func<double[], double[][], double> layer)
    {
        using var inner = route switch
        {
            Route.Slices => Wide(),
            Route.Embedding => Words(),
            _ => BaselineCases.Network(),
        };
        using var model = route switch
        {
            Route.Mixed => new Shifted(inner),
            Route.Loop or Route.LoopInParts => new Bent(inner),
            _ => inner,
        };
        using var batch = route == Route.Embedding ? new(randint(0, 5000, [Samples, 6]), arange(Samples) % BaselineCases.Classes) : BaselineCases.Images(Samples);
        var limit = route switch
        {
            Route.LoopInParts => 80_000,
            Route.Slices => 300_000,
            Route.Blocks => 30_000,
            Route.Embedding => 400_000,
            _ => long.MaxValue,
        };
        var memory = new StructureMemory();
        var measured = ModelMeasurement.Run(model, batch, BaselineCases.Classes, BatchNormMode.PerSample, new() { Structures = memory, Limit = limit });
        Assert.Equal(route is Route.Loop or Route.LoopInParts, measured.LoopReason is not null);
        Assert.Equal(route is Route.Mixed, measured.PartialLoop is not null);
        Assert.Equal(route is not (Route.Loop or Route.LoopInParts or Route.Blocks), memory.CaptureOf(new(model), batch) is not null);
        var gradients = BaselineCases.Gradients(model, batch);
        var expected = BaselineCases.Weights(inner).Select((w, i) => (w, i))
            .Where(w => key != "snip" || route != Route.Embedding || w.i > 0) // snip leaves embeddings out
            .Sum(w => layer(BaselineCases.Numbers(w.w), gradients[w.i]));
        var value = BaselineCases.Measure(key, model, batch, memory: route == Route.Proven ? memory : null, limit: limit);
        Assert.True(value.Value is not null, value.Reason);
        Assert.Equal(expected, value.Value!.Value, 1e-9 * Math.Abs(expected));
    }

    private static Module<Tensor, Tensor> Wide()
    {
        manual_seed(13);
        return Sequential(("flatten", Flatten()), ("hidden", Linear(84, 200)), ("relu", ReLU()), ("head", Linear(200, BaselineCases.Classes))).to(ScalarType.Float64);
    }

    private static Module<Tensor, Tensor> Words()
    {
        manual_seed(14);
        return Sequential(("embed", Embedding(5000, 4)), ("flatten", Flatten()), ("tanh", Tanh()), ("head", Linear(24, BaselineCases.Classes))).to(ScalarType.Float64);
    }

    /// <summary>Uses the bias of its last layer without that layer too, which the capture cannot see.</summary>
    private sealed class Bent : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> inner;

        public Bent(Module<Tensor, Tensor> inner)
            : base(nameof(Bent))
        {
            this.inner = inner;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => functional.tanh(inner.call(input) + inner.parameters().Last());
    }

    /// <summary>A raw parameter that no layer rule covers: it goes through the loop, the rest is batched.</summary>
    private sealed class Shifted : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> inner;
        private readonly Parameter shift = Parameter(zeros(1, dtype: ScalarType.Float64));

        public Shifted(Module<Tensor, Tensor> inner)
            : base(nameof(Shifted))
        {
            this.inner = inner;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => inner.call(input + shift);
    }
}
