using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Metrics;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Baselines;

public sealed class ActivationBaselineTests
{
    private const int Samples = 6;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Naswot_is_the_log_determinant_of_agreeing_ReLUs(int width)
    {
        using var model = Wide(width);
        using var batch = BaselineCases.Images(Samples);
        var patterns = Patterns(model, batch);
        var kernel = new double[Samples, Samples];
        for (var i = 0; i < Samples; i++)
        {
            for (var j = 0; j < Samples; j++) kernel[i, j] = patterns[i].Zip(patterns[j], (a, b) => ((a ? 1 : 0) * (b ? 1 : 0)) + ((a ? 0 : 1) * (b ? 0 : 1))).Sum();
        }

        Assert.Equal(BaselineCases.Eliminate(kernel).LogDeterminant, BaselineCases.Measure("naswot", model, batch).Value!.Value, 1e-8);
    }

    [Fact]
    public void Naswot_does_not_change_when_every_weight_is_scaled()
    {
        using var model = Wide(1);
        using var batch = BaselineCases.Images(Samples);
        var before = BaselineCases.Measure("naswot", model, batch);
        using (no_grad())
        {
            foreach (var parameter in model.parameters()) parameter.mul_(3);
        }

        Assert.Equal(before, BaselineCases.Measure("naswot", model, batch));
    }

    [Fact]
    public void Linear_regions_counts_distinct_patterns_and_equal_samples_make_naswot_undefined()
    {
        using var model = Wide(1);
        using var batch = BaselineCases.Images(Samples);
        Assert.Equal(Patterns(model, batch).Select(p => string.Concat(p.Select(b => b ? '1' : '0'))).Distinct().Count(), BaselineCases.Measure("linear_regions", model, batch).Value);
        using var repeated = new ScoringBatch(cat([batch.Inputs, batch.Inputs.narrow(0, 0, 2)]), cat([batch.Targets, batch.Targets.narrow(0, 0, 2)]));
        Assert.Equal(BaselineCases.Measure("linear_regions", model, batch).Value, BaselineCases.Measure("linear_regions", model, repeated).Value);
        Assert.Contains("determinant is 0", BaselineCases.Measure("naswot", model, repeated).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Patterns_are_read_before_a_ReLU_that_works_in_place_and_from_the_scoring_pass_alone()
    {
        using var batch = BaselineCases.Images(2); // as many samples as the guard runs alone
        using var plain = Wide(1);
        using var inPlace = Wide(1, inPlace: true);
        Assert.Equal(BaselineCases.Measure("naswot", plain, batch), BaselineCases.Measure("naswot", inPlace, batch));
    }

    [Theory]
    [InlineData("naswot")]
    [InlineData("linear_regions")]
    public void Patterns_are_the_same_where_memory_asks_for_blocks_of_samples(string key)
    {
        using var model = Wide(1);
        using var batch = BaselineCases.Images(Samples);
        var whole = BaselineCases.Measure(key, model, batch);
        Assert.Equal(ScoreState.Defined, whole.State);
        Assert.Equal(whole, BaselineCases.Measure(key, model, batch, limit: 20_000));
    }

    [Theory]
    [InlineData("naswot")]
    [InlineData("linear_regions")]
    public void Without_ReLUs_there_is_no_pattern_and_a_reason(string key)
    {
        using var model = Sequential(("flatten", Flatten()), ("hidden", Linear(84, 20)), ("tanh", Tanh()), ("head", Linear(20, BaselineCases.Classes))).to(ScalarType.Float64);
        using var batch = BaselineCases.Images(Samples);
        var value = BaselineCases.Measure(key, model, batch);
        Assert.Equal(ScoreState.Undefined, value.State);
        Assert.Contains("no ReLU module ran", value.Reason, StringComparison.Ordinal);
    }

    // Without biases; 1·20 and 3·20 units are less and more than... one word of 64 bits.
    private static Sequential Wide(int width, bool inPlace = false)
    {
        manual_seed(3);
        return Sequential(
            ("conv", Conv2d(2, width, 3, bias: false)), ("relu", ReLU(inPlace)), ("flatten", Flatten()),
            ("hidden", Linear(width * 20, 70, hasBias: false)), ("relu6", ReLU6(inPlace)), ("head", Linear(70, BaselineCases.Classes, hasBias: false))).to(ScalarType.Float64);
    }

    private static bool[][] Patterns(Sequential model, ScoringBatch batch)
    {
        using var _ = no_grad();
        var children = model.named_children().ToDictionary(c => c.name, c => (Module<Tensor, Tensor>)c.module);
        return [.. Enumerable.Range(0, Samples).Select(i =>
        {
            var conv = children["conv"].call(batch.Inputs.narrow(0, i, 1));
            var hidden = children["hidden"].call(conv.relu().flatten(1));
            return BaselineCases.Numbers(conv).Concat(BaselineCases.Numbers(hidden)).Select(v => v > 0).ToArray();
        })];
    }
}
