using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Gram;
using GradAlign.Analyzer.Inputs;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Capture;

/// <summary>Both engines take the same loss: cross-entropy over positions, and losses of the user's.</summary>
public sealed class LossEngineTests
{
    private const int Samples = 6;

    private static readonly UserLoss Squared = new("Squared.Loss", (output, target) => (output.squeeze(-1) - target).pow(2));

    private static readonly UserLoss MeanSquared = new("MeanSquared.Loss", (output, target) => functional.mse_loss(output.squeeze(-1), target));

    [Theory]
    [InlineData("a value a sample")]
    [InlineData("one number")]
    public void Loss_of_the_users_equals_the_per_sample_loop_in_float64(string kind)
    {
        using var model = Regressor();
        using var batch = Regression(kind == "one number" ? MeanSquared : Squared);
        Assert.InRange(EngineComparison.LargestDifference(model, batch), 0, 1e-10);
        Assert.Null(GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample).LoopReason);
    }

    [Fact]
    public void Loss_that_returns_one_number_has_the_gradients_of_the_one_that_returns_a_value_a_sample()
    {
        using var model = Regressor();
        using var each = Regression(Squared);
        using var mean = Regression(MeanSquared);
        AssertEqual(Capture(model, each), Capture(model, mean));
    }

    [Theory]
    [InlineData(BatchNormMode.PerSample)]
    [InlineData(BatchNormMode.Frozen)]
    public void Language_model_equals_the_per_sample_loop_in_float64(BatchNormMode mode)
    {
        using var model = LanguageModel();
        using var batch = Tokens(ignored: 0);
        Assert.InRange(EngineComparison.LargestDifference(model, batch, mode), 0, 1e-10);
        Assert.Null(GradientCapture.Measure(model, new(model), batch, mode).LoopReason);
    }

    [Fact]
    public void Ignored_positions_leave_the_two_engines_equal()
    {
        using var model = LanguageModel();
        using var batch = Tokens(ignored: 3);
        Assert.InRange(EngineComparison.LargestDifference(model, batch), 0, 1e-10);
    }

    [Fact]
    public void Sample_whose_positions_are_all_ignored_has_a_gradient_of_zero_and_takes_nothing_from_the_others()
    {
        using var model = LanguageModel();
        using var all = Tokens(ignored: 0);
        using var some = Tokens(ignored: 0);
        some.Targets[2].fill_(CrossEntropy.Ignored);
        var (full, partial) = (Capture(model, all), Capture(model, some));
        Assert.Equal(0, partial[2, 2]);
        Assert.Equal(full[1, 3], partial[1, 3], 1e-12 * full.Trace);
        Assert.Equal(full[4, 4], partial[4, 4], 1e-12 * full.Trace);
    }

    [Fact]
    public void Segmentation_equals_the_per_sample_loop_in_float64()
    {
        manual_seed(3);
        using var model = Sequential(("conv", Conv2d(2, 4, 3, padding: 1)), ("relu", ReLU()), ("head", Conv2d(4, 3, 1))).to(ScalarType.Float64);
        using var batch = new ScoringBatch(randn([Samples, 2, 5, 4], dtype: ScalarType.Float64), randint(0, 3, [Samples, 5, 4])) { Loss = new CrossEntropy(3) };
        batch.Targets[1, 2].fill_(CrossEntropy.Ignored);
        Assert.InRange(EngineComparison.LargestDifference(model, batch), 0, 1e-10);
        Assert.Null(GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample).LoopReason);
    }

    [Fact]
    public void Loss_that_mixes_samples_unseen_by_its_first_check_goes_through_the_loop()
    {
        // Beside a third sample only: two samples alone are as they should be.
        using var model = Regressor();
        using var batch = Regression(new UserLoss("Mixing.Loss", (output, target) => output.shape[0] > 2 ? (output.squeeze(-1) - target).pow(2) * output.detach().mean() : (output.squeeze(-1) - target).pow(2)));
        var captured = GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample);
        Assert.Contains("mixes samples", captured.LoopReason, StringComparison.Ordinal);
        AssertEqual(Capture(model, Regression(Squared)), GradientCapture.Total(captured.Grams, Samples));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Loss_that_is_not_finite_is_undefined_with_its_sample(float value)
    {
        using var model = Regressor();
        var factors = ones(Samples, dtype: ScalarType.Float64);
        factors[4] = value;
        using var batch = Regression(new UserLoss("Bad.Loss", (output, target) => output.squeeze(-1) * (target.shape[0] == Samples ? factors : factors[0])));
        Assert.Equal("the loss of sample 4 is not finite", GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample).Undefined);
    }

    [Fact]
    public void Loss_without_a_gradient_is_undefined()
    {
        using var model = Regressor();
        using var batch = Regression(new UserLoss("Detached.Loss", (output, target) => (output.detach().squeeze(-1) - target).pow(2)));
        Assert.Contains("does not depend", GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample).Undefined, StringComparison.Ordinal);
    }

    private static GramMatrix Capture(Module<Tensor, Tensor> model, ScoringBatch batch)
    {
        var captured = GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample);
        Assert.Null(captured.LoopReason);
        return GradientCapture.Total(captured.Grams, Samples);
    }

    private static void AssertEqual(GramMatrix expected, GramMatrix actual) =>
        Assert.All(Enumerable.Range(0, Samples * Samples), k => Assert.Equal(expected[k / Samples, k % Samples], actual[k / Samples, k % Samples], 1e-12 * expected.Trace));

    private static Module<Tensor, Tensor> Regressor()
    {
        manual_seed(1);
        return Sequential(("hidden", Linear(5, 8)), ("tanh", Tanh()), ("head", Linear(8, 1))).to(ScalarType.Float64);
    }

    private static ScoringBatch Regression(ISampleLoss loss)
    {
        manual_seed(7);
        return new(randn([Samples, 5], dtype: ScalarType.Float64), randn([Samples], dtype: ScalarType.Float64)) { Loss = loss };
    }

    private static Module<Tensor, Tensor> LanguageModel()
    {
        manual_seed(2);
        return Sequential(("embed", Embedding(11, 6)), ("hidden", Linear(6, 9)), ("norm", LayerNorm(9)), ("tanh", Tanh()), ("head", Linear(9, 11))).to(ScalarType.Float64);
    }

    private static ScoringBatch Tokens(int ignored)
    {
        using var drawn = new SyntheticSource([7], classes: 0, vocabulary: 11).Draw(Samples, 5);
        var targets = drawn.Targets.clone();
        if (ignored > 0) targets.narrow(1, 0, ignored).fill_(CrossEntropy.Ignored);
        return new(drawn.Inputs.clone(), targets) { Loss = new CrossEntropy(11, tokens: true) };
    }
}
