using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Capture;

public sealed class LayerRuleTests
{
    private const int Classes = 3;

    public static TheoryData<string, bool, ScalarType> Layers()
    {
        var data = new TheoryData<string, bool, ScalarType>();
        foreach (var layer in Builders.Keys)
        {
            foreach (var bias in new[] { true, false })
            {
                data.Add(layer, bias, ScalarType.Float64);
                data.Add(layer, bias, ScalarType.Float32);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Rule_of_a_layer_equals_the_per_sample_loop(string layer, bool bias, ScalarType dtype)
    {
        manual_seed(1);
        var (shape, build) = Builders[layer];
        using var model = build(bias).to(dtype);
        using var batch = EngineComparison.Batch(5, shape, Classes, dtype);
        var tolerance = dtype == ScalarType.Float64 ? 1e-10 : 1e-4;
        Assert.InRange(EngineComparison.LargestDifference(model, batch), 0, tolerance);
    }

    [Theory]
    [InlineData(BatchNormMode.PerSample)]
    [InlineData(BatchNormMode.Frozen)]
    public void BatchNorm_in_every_mode_equals_the_per_sample_loop(BatchNormMode mode)
    {
        manual_seed(2);
        using var model = Head(Sequential(Conv2d(2, 4, 3, bias: false), BatchNorm2d(4), ReLU(), Conv2d(4, 6, 2), BatchNorm2d(6)), 6 * 4 * 2).to(ScalarType.Float64);
        using var batch = EngineComparison.Batch(6, [2, 7, 5], Classes);
        Assert.InRange(EngineComparison.LargestDifference(model, batch, mode), 0, 1e-10);
    }

    [Fact]
    public void BatchNorm_with_a_single_position_is_frozen_and_equals_the_loop()
    {
        manual_seed(3);
        using var model = Head(Sequential(Linear(5, 8), BatchNorm1d(8), ReLU()), 8).to(ScalarType.Float64);
        using var batch = EngineComparison.Batch(6, [5], Classes);
        Assert.InRange(EngineComparison.LargestDifference(model, batch), 0, 1e-10);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Embedding_equals_the_per_sample_loop(bool spread)
    {
        manual_seed(4);
        using var model = Sequential(("embed", Embedding(50, 4)), ("flatten", Flatten()), ("linear", Linear(4 * 6, Classes))).to(ScalarType.Float64);
        var tokens = spread ? randint(0, 50, [5, 6]) : randint(0, 2, [5, 6]);
        using var batch = new GradAlign.Analyzer.Inputs.ScoringBatch(tokens, arange(5) % Classes);
        Assert.InRange(EngineComparison.LargestDifference(model, batch), 0, 1e-10);
    }

    private static readonly Dictionary<string, (long[] Shape, Func<bool, Module<Tensor, Tensor>> Build)> Builders = new()
    {
        ["linear"] = ([5], bias => Head(Linear(5, 7, hasBias: bias), 7)),
        ["linear on tokens"] = ([3, 5], bias => Head(Linear(5, 7, hasBias: bias), 21)),
        ["linear on a grid of tokens"] = ([2, 3, 5], bias => Head(Linear(5, 7, hasBias: bias), 42)),
        ["conv 3x3"] = ([3, 7, 5], bias => Head(Conv2d(3, 4, 3, padding: 1, bias: bias), 140)),
        ["conv 3x3 on many channels"] = ([16, 6, 5], bias => Head(Conv2d(16, 8, 3, padding: 1, bias: bias), 240)),
        ["conv 1x1"] = ([3, 7, 5], bias => Head(Conv2d(3, 4, 1, bias: bias), 140)),
        ["conv 1x1 with stride"] = ([3, 7, 5], bias => Head(Conv2d(3, 4, 1, stride: 2, bias: bias), 48)),
        ["conv with stride that leaves a rest"] = ([2, 8, 7], bias => Head(Conv2d(2, 4, 3, stride: 2, bias: bias), 36)),
        ["conv with dilation"] = ([2, 9, 8], bias => Head(Conv2d(2, 4, 3, dilation: 2, bias: bias), 80)),
        ["conv with groups"] = ([4, 6, 5], bias => Head(Conv2d(4, 6, 3, groups: 2, padding: 1, bias: bias), 180)),
        ["conv depthwise"] = ([4, 6, 5], bias => Head(Conv2d(4, 4, 3, groups: 4, padding: 1, bias: bias), 120)),
        ["conv rectangular"] = ([2, 8, 7], bias => Head(Conv2d(2, 3, (3, 2), stride: (2, 1), padding: (1, 0), bias: bias), 72)),
        ["conv same, even kernel"] = ([2, 6, 5], bias => Head(Conv2d(2, 3, 4, Padding.Same, bias: bias), 90)),
        ["conv reflect"] = ([2, 6, 5], bias => Head(Conv2d(2, 3, 3, padding: 1, padding_mode: PaddingModes.Reflect, bias: bias), 90)),
        ["conv circular"] = ([2, 6, 5], bias => Head(Conv2d(2, 3, 3, padding: 2, padding_mode: PaddingModes.Circular, bias: bias), 168)),
        ["batch norm"] = ([3, 6, 5], bias => Head(Sequential(Conv2d(3, 4, 3, bias: bias), BatchNorm2d(4, affine: bias)), 48)),
        ["batch norm without running statistics"] = ([3, 6, 5], bias => Head(Sequential(Conv2d(3, 4, 3, bias: bias), BatchNorm2d(4, track_running_stats: false)), 48)),
        ["prelu of one number"] = ([3, 5], bias => Head(Sequential(Linear(5, 7, hasBias: bias), PReLU(1)), 21)),
        ["prelu of a number a channel"] = ([3, 6, 5], bias => Head(Sequential(Linear(5, 5, hasBias: bias), PReLU(3)), 90)),
        ["prelu of a number a feature"] = ([5], bias => Head(Sequential(Linear(5, 7, hasBias: bias), PReLU(7, init: -0.5)), 7)),
        ["layer norm"] = ([5], bias => Head(Sequential(Linear(5, 7), LayerNorm(7, bias: bias)), 7)),
        ["layer norm on tokens"] = ([3, 5], bias => Head(Sequential(Linear(5, 7), LayerNorm([3, 7], bias: bias)), 21)),
    };

    private static TorchSharp.Modules.Sequential Head(Module<Tensor, Tensor> layer, long features) =>
        Sequential(("layer", layer), ("tanh", Tanh()), ("flatten", Flatten()), ("head", Linear(features, Classes)));
}
