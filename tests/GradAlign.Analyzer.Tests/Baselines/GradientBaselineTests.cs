using GradAlign.Analyzer.Capture;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Baselines;

public sealed class GradientBaselineTests
{
    private const int Samples = 7;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void GradNorm_is_the_sum_of_the_layers_batch_gradient_norms(bool loop) =>
        AssertEqual("grad_norm", loop, (_, g) => Math.Sqrt(Mean(g).Sum(v => v * v)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Snip_is_the_sum_of_weight_times_batch_gradient(bool loop) =>
        AssertEqual("snip", loop, (w, g) => w.Zip(Mean(g), (weight, gradient) => Math.Abs(weight * gradient)).Sum());

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void GradSign_is_the_sum_of_how_far_the_signs_agree(bool loop) =>
        AssertEqual("gradsign", loop, (w, g) => w.Select((_, p) => Math.Abs(g.Sum(sample => Math.Sign(sample[p])))).Sum());

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ZiCo_is_the_log_of_mean_over_deviation_of_the_two_halves(bool loop) => AssertEqual("zico", loop, (w, g) =>
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

    private static void AssertEqual(string key, bool loop, Func<double[], double[][], double> layer)
    {
        using var inner = BaselineCases.Network();
        using var model = loop ? new Shifted(inner) : inner;
        using var batch = BaselineCases.Images(Samples);
        Assert.Equal(loop, ModelMeasurement.Run(model, batch, BaselineCases.Classes, BatchNormMode.PerSample).LoopReason is not null);
        var gradients = BaselineCases.Gradients(model, batch);
        var expected = BaselineCases.Weights(inner).Select((w, i) => layer(BaselineCases.Numbers(w), gradients[i])).Sum();
        Assert.Equal(expected, Value(key, model, batch), 1e-9 * Math.Abs(expected));
    }

    /// <summary>A raw parameter that no layer rule covers: the batched engine shows its gradients, a guard objects, the loop takes over.</summary>
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
