using GradAlign.Analyzer.Capture;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Capture;

public sealed class ConvolutionRuleTests
{
    private static readonly LayerCases Cases = new(new Dictionary<string, (long[], Func<bool, Module<Tensor, Tensor>>)>
    {
        ["conv1d"] = ([3, 9], b => Conv1d(3, 4, 3, bias: b)),
        ["conv1d 1"] = ([3, 9], b => Conv1d(3, 4, 1, bias: b)),
        ["conv1d 1 with stride"] = ([3, 9], b => Conv1d(3, 4, 1, stride: 2, bias: b)),
        ["conv1d 1 with groups"] = ([4, 9], b => Conv1d(4, 6, 1, groups: 2, bias: b)),
        ["conv1d 1 with padding"] = ([3, 9], b => Conv1d(3, 4, 1, padding: 2, bias: b)),
        ["conv1d stride that leaves a rest"] = ([3, 10], b => Conv1d(3, 4, 4, stride: 3, padding: 1, bias: b)),
        ["conv1d dilation"] = ([3, 11], b => Conv1d(3, 4, 3, dilation: 3, padding: 2, bias: b)),
        ["conv1d groups"] = ([4, 9], b => Conv1d(4, 6, 3, groups: 2, bias: b)),
        ["conv1d depthwise"] = ([4, 9], b => Conv1d(4, 8, 3, groups: 4, padding: 1, bias: b)),
        ["conv1d same"] = ([3, 9], b => Conv1d(3, 4, 3, Padding.Same, bias: b)),
        ["conv1d same, even kernel, dilation"] = ([3, 9], b => Conv1d(3, 4, 4, Padding.Same, dilation: 3, bias: b)),
        ["conv1d valid"] = ([3, 9], b => Conv1d(3, 4, 3, Padding.Valid, bias: b)),
        ["conv1d reflect"] = ([3, 9], b => Conv1d(3, 4, 3, padding: 2, padding_mode: PaddingModes.Reflect, bias: b)),
        ["conv1d replicate"] = ([3, 9], b => Conv1d(3, 4, 3, padding: 2, stride: 2, padding_mode: PaddingModes.Replicate, bias: b)),
        ["conv1d circular"] = ([3, 9], b => Conv1d(3, 4, 3, padding: 2, padding_mode: PaddingModes.Circular, bias: b)),
        ["conv1d same reflect"] = ([3, 9], b => Conv1d(3, 4, 4, Padding.Same, padding_mode: PaddingModes.Reflect, bias: b)),
        ["conv3d"] = ([2, 5, 6, 4], b => Conv3d(2, 3, 3, bias: b)),
        ["conv3d 1"] = ([2, 5, 6, 4], b => Conv3d(2, 3, 1, bias: b)),
        ["conv3d oblong"] = ([2, 5, 7, 6], b => Conv3d(2, 3, (1, 3, 2), stride: (2, 1, 3), padding: (0, 1, 1), dilation: (1, 2, 1), bias: b)),
        ["conv3d groups"] = ([4, 4, 5, 4], b => Conv3d(4, 6, 2, groups: 2, padding: 1, bias: b)),
        ["conv3d depthwise"] = ([3, 4, 5, 4], b => Conv3d(3, 3, 2, groups: 3, stride: 2, bias: b)),
        ["conv3d same, even kernel"] = ([2, 4, 5, 4], b => Conv3d(2, 3, 2, Padding.Same, bias: b)),
        ["conv3d replicate"] = ([2, 4, 5, 4], b => Conv3d(2, 3, 3, padding: 1, padding_mode: PaddingModes.Replicate, bias: b)),
        ["conv3d circular"] = ([2, 4, 5, 4], b => Conv3d(2, 3, (3, 1, 2), padding: (1, 0, 1), padding_mode: PaddingModes.Circular, bias: b)),
        ["conv3d same reflect, oblong"] = ([2, 5, 5, 5], b => Conv3d(2, 3, (3, 1, 2), Padding.Same, padding_mode: PaddingModes.Reflect, bias: b)),
        ["transposed 1d"] = ([16, 7], b => ConvTranspose1d(16, 16, 3, bias: b)),
        ["transposed 1d 1"] = ([3, 7], b => ConvTranspose1d(3, 4, 1, bias: b)),
        ["transposed 1d stride and output padding"] = ([3, 7], b => ConvTranspose1d(3, 4, 4, stride: 3, padding: 1, output_padding: 2, bias: b)),
        ["transposed 1d output padding from dilation"] = ([3, 7], b => ConvTranspose1d(3, 4, 3, stride: 1, padding: 1, output_padding: 2, dilation: 3, bias: b)),
        ["transposed 1d padding above the kernel"] = ([3, 7], b => ConvTranspose1d(3, 4, 2, stride: 2, padding: 3, output_padding: 1, bias: b)),
        ["transposed 1d groups"] = ([4, 7], b => ConvTranspose1d(4, 6, 3, stride: 2, groups: 2, bias: b)),
        ["transposed 2d"] = ([16, 5, 4], b => ConvTranspose2d(16, 16, 3, bias: b)),
        ["transposed 2d oblong"] = ([3, 5, 4], b => ConvTranspose2d(3, 4, (3, 2), stride: (2, 3), padding: (1, 0), output_padding: (1, 1), bias: b)),
        ["transposed 2d output padding of two numbers"] = ([3, 5, 4], b => ConvTranspose2d(3, 4, (3, 3), stride: (2, 3), padding: (1, 0), output_padding: (1, 2), bias: b)),
        ["transposed 2d dilation and groups"] = ([4, 5, 4], b => ConvTranspose2d(4, 6, 3, stride: 2, dilation: 2, padding: 2, groups: 2, bias: b)),
        ["transposed 2d depthwise"] = ([4, 5, 4], b => ConvTranspose2d(4, 4, 2, stride: 2, groups: 4, bias: b)),
        ["transposed 3d"] = ([2, 3, 4, 3], b => ConvTranspose3d(2, 3, (2, 3, 1), stride: (2, 1, 2), padding: (0, 1, 0), bias: b)),
        ["transposed 3d groups"] = ([4, 3, 4, 3], b => ConvTranspose3d(4, 6, 3, stride: 2, padding: 1, output_padding: 1, groups: 2, bias: b)),
    });

    public static TheoryData<string, bool, ScalarType> Layers() => Cases.Data();

    [Theory]
    [MemberData(nameof(Layers))]
    public void Rule_of_a_convolution_equals_the_per_sample_loop(string layer, bool bias, ScalarType dtype) =>
        Cases.AssertExact(layer, bias, dtype, isFirst: dtype == ScalarType.Float32);

    /// <summary>The oneDNN of libtorch 2.10 gets the float32 gradient of the input wrong where channels are few and samples many, on AVX2 and AVX-512.</summary>
    [Fact]
    public void A_gradient_that_libtorch_gets_wrong_for_a_batch_is_taken_from_the_loop()
    {
        var totals = new[] { ScalarType.Float32, ScalarType.Float64 }.Select(dtype =>
        {
            manual_seed(1);
            using var model = LayerCases.Classifier(Conv1d(3, 4, 3), [3, 9], 3).to(dtype);
            using var batch = EngineComparison.Batch(5, [3, 9], 3, ScalarType.Float32);
            using var sameBatch = new GradAlign.Analyzer.Inputs.ScoringBatch(batch.Inputs.to(dtype), batch.Targets);
            return GradientCapture.Total(GradientCapture.Measure(model, new(model), sameBatch, BatchNormMode.PerSample).Grams, 5);
        }).ToArray();
        Assert.All(Enumerable.Range(0, 25), k => Assert.Equal(totals[1][k / 5, k % 5], totals[0][k / 5, k % 5], 1e-4 * totals[1].Trace));
    }
}
