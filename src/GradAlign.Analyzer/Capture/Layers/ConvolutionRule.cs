using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Module = TorchSharp.torch.nn.Module;

namespace GradAlign.Analyzer.Capture.Layers;

/// <summary>Conv1d and Conv3d in full: stride, padding (also <c>same</c>), dilation, groups, padding modes. Conv2d, the one that counts for time, has a rule of its own.</summary>
internal sealed class ConvolutionRule : LayerRule
{
    public override bool Covers(Module module) => module is Conv1d or Conv3d;

    public override long Macs(Module module, Tensor input, Tensor output) => ConvolutionWeightGradient.Macs((Convolution)module, output);

    public override IEnumerable<PerSampleGradient> Gradients(LayerCall call, Tensor outputGradient)
    {
        var conv = (Convolution)call.Module;
        var n = call.Input.shape[0];
        yield return new(conv.weight, () => Form(0, conv.out_channels)) { FormSlices = conv.groups == 1 ? Form : null };
        if (conv.bias is { } bias) yield return new(bias, () => outputGradient.reshape(n, conv.out_channels, -1).sum(dim: 2));

        Tensor Form(long start, long count) => ConvolutionWeightGradient.Of(
            outputGradient.narrow(1, start, count), Padded(conv, call.Input), conv.weight, conv.stride, conv.dilation, conv.groups);
    }

    // The input as the convolution itself sees it. nn.functional.pad takes the last dimension first, and for each its start and its end.
    private static Tensor Padded(Convolution conv, Tensor input)
    {
        var same = conv.padding_type == TorchSharp.Padding.Same;
        if (!same && (conv.padding is null || conv.padding.All(p => p == 0))) return input;
        var sides = Enumerable.Range(0, conv.kernel_size.Length).Select(Sides).ToArray();

        // Where 'same' meets a padding mode, TorchSharp 0.107 forgets to turn the order round.
        var order = same && conv.padding_mode != PaddingModes.Zeros ? sides : sides.Reverse();
        var mode = conv.padding_mode == PaddingModes.Zeros ? PaddingModes.Constant : conv.padding_mode;
        return nn.functional.pad(input, order.SelectMany(s => new[] { s.Start, s.End }).ToArray(), mode);

        (long Start, long End) Sides(int dimension)
        {
            if (!same) return (conv.padding![dimension], conv.padding[dimension]);
            var total = conv.dilation[dimension] * (conv.kernel_size[dimension] - 1);
            return (total / 2, total - total / 2);
        }
    }
}
