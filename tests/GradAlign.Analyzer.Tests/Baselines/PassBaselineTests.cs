using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Metrics;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Baselines;

/// <summary>Baselines with a pass of their own: jacov and synflow.</summary>
public sealed class PassBaselineTests
{
    [Fact]
    public void Jacov_is_that_of_the_correlations_of_the_input_gradients()
    {
        const int samples = 5;
        using var model = BaselineCases.Network();
        using var batch = BaselineCases.Images(samples);
        var value = BaselineCases.Measure("jacov", model, batch).Value!.Value;

        model.train();
        using var inputs = batch.Inputs.clone().requires_grad_();
        model.call(inputs).sum().backward();
        var rows = Enumerable.Range(0, samples).Select(i => BaselineCases.Numbers(inputs.grad![i])).ToArray();
        var regularised = new double[samples, samples];
        for (var i = 0; i < samples; i++)
        {
            for (var j = 0; j < samples; j++) regularised[i, j] = Correlation(rows[i], rows[j]) + (i == j ? 1e-5 : 0);
        }

        // Σ log(λ + k) = log det(C + kI), Σ 1/(λ + k) = tr (C + kI)⁻¹.
        var (logDeterminant, inverseTrace) = BaselineCases.Eliminate(regularised);
        Assert.Equal(-(logDeterminant + inverseTrace), value, 1e-6 * Math.Abs(value));
    }

    [Fact]
    public void Jacov_of_tokens_does_not_apply()
    {
        using var model = Sequential(("embed", Embedding(9, 4)), ("flatten", Flatten()), ("head", Linear(12, BaselineCases.Classes)));
        using var batch = new ScoringBatch(randint(0, 9, [4, 3]), arange(4).remainder(BaselineCases.Classes));
        Assert.Equal(ScoreState.NotApplicable, BaselineCases.Measure("jacov", model, batch).State);
        Assert.Equal(ScoreState.NotApplicable, BaselineCases.Measure("synflow", model, batch).State);
    }

    [Fact]
    public void SynFlow_of_two_layers_is_the_flow_through_absolute_weights_once_a_layer()
    {
        using var model = TwoLayers(normalised: false);
        using var batch = BaselineCases.Batch(4, 5);
        var weights = BaselineCases.Weights(model).Select(w => (Shape: w.shape, Values: BaselineCases.Numbers(w))).ToArray();
        var flow = 0.0;
        for (var o = 0; o < BaselineCases.Classes; o++)
        {
            for (var h = 0; h < 8; h++)
            {
                for (var i = 0; i < 5; i++) flow += Math.Abs(weights[1].Values[(o * 8) + h]) * Math.Abs(weights[0].Values[(h * 5) + i]);
            }
        }

        Assert.Equal(Math.Log(2 * flow), BaselineCases.Measure("synflow", model, batch, () => TwoLayers(normalised: false)).Value!.Value, 1e-9);
        Assert.Equal(Math.Log(2 * flow), BaselineCases.Measure("synflow", model, batch, () => TwoLayers(normalised: true)).Value!.Value, 1e-9);
    }

    [Fact]
    public void SynFlow_grows_by_the_logarithm_of_the_scale_in_every_layer()
    {
        using var model = TwoLayers(normalised: false);
        using var batch = BaselineCases.Batch(4, 5);
        var before = BaselineCases.Measure("synflow", model, batch, () => TwoLayers(normalised: false)).Value!.Value;
        var after = BaselineCases.Measure("synflow", model, batch, () => TwoLayers(normalised: false, scale: -3)).Value!.Value;
        Assert.Equal(before + (2 * Math.Log(3)), after, 1e-9);
    }

    [Fact]
    public void SynFlow_beyond_float32_is_defined()
    {
        using var model = TwoLayers(normalised: false);
        using var batch = BaselineCases.Batch(4, 5);
        var value = BaselineCases.Measure("synflow", model, batch, () => TwoLayers(normalised: false, scale: 1e30).to(ScalarType.Float32));
        Assert.InRange(value.Value!.Value, 2 * Math.Log(1e29), 2 * Math.Log(1e31));
    }

    [Fact]
    public void SynFlow_never_touches_the_model_that_is_scored()
    {
        using var model = TwoLayers(normalised: false);
        using var batch = BaselineCases.Batch(4, 5);
        var before = BaselineCases.Weights(model).Select(BaselineCases.Numbers).ToArray();
        var value = BaselineCases.Measure("synflow", model, batch, () => model);
        Assert.Contains("second model", value.Reason, StringComparison.Ordinal);
        Assert.Equal(before, BaselineCases.Weights(model).Select(BaselineCases.Numbers));
    }

    private static Module<Tensor, Tensor> TwoLayers(bool normalised, double scale = 1)
    {
        manual_seed(5);
        var model = Sequential(
            ("hidden", Linear(5, 8, hasBias: false)), ("norm", normalised ? BatchNorm1d(8) : Identity()), ("relu", ReLU()),
            ("head", Linear(8, BaselineCases.Classes, hasBias: false))).to(ScalarType.Float64);
        using var _ = no_grad();
        foreach (var weight in BaselineCases.Weights(model)) weight.mul_(scale);
        return model;
    }

    private static double Correlation(double[] a, double[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        return a.Zip(b, (u, v) => (u - meanA) * (v - meanB)).Sum() / Math.Sqrt(a.Sum(u => (u - meanA) * (u - meanA)) * b.Sum(v => (v - meanB) * (v - meanB)));
    }
}
