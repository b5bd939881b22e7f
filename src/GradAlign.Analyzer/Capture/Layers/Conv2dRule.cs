using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture.Layers;

/// <summary>Conv2d in full: stride, padding (also <c>same</c>), dilation, groups, padding modes.</summary>
internal sealed class Conv2dRule : LayerRule
{
    public override bool Covers(Module module) => module is Conv2d;

    public override IEnumerable<PerSampleGradient> Gradients(LayerCall call, Tensor outputGradient)
    {
        var conv = (Conv2d)call.Module;
        var n = call.Input.shape[0];
        yield return new(conv.weight, () => Weight(conv, call.Input, outputGradient));
        if (conv.bias is { } bias) yield return new(bias, () => outputGradient.reshape(n, conv.out_channels, -1).sum(dim: 2));
    }

    // [n × O·C/groups·k·k]
    private static Tensor Weight(Conv2d conv, Tensor input, Tensor gradient)
    {
        var (x, padding) = Padded(conv, input);
        var n = x.shape[0];
        if (conv.groups == 1 && conv.kernel_size.All(k => k == 1) && conv.stride.All(s => s == 1) && padding.All(p => p == 0))
            return gradient.reshape(n, conv.out_channels, -1).bmm(x.reshape(n, conv.in_channels, -1).transpose(1, 2)).reshape(n, -1);

        // n samples are n groups of one convolution over [1 × n·C × H × W].
        var joined = x.reshape(1, n * conv.in_channels, x.shape[2], x.shape[3]);
        var gradients = gradient.reshape(1, n * conv.out_channels, gradient.shape[2], gradient.shape[3]);
        var weights = conv.weight.detach().repeat(n, 1, 1, 1);
        return ConvolutionBackward.WeightGradient(gradients, joined, weights, conv.stride, padding, conv.dilation, n * conv.groups).reshape(n, -1);
    }

    // The input as the convolution itself sees it, and the zero padding that is left to do.
    private static (Tensor Input, long[] Padding) Padded(Conv2d conv, Tensor input)
    {
        var same = conv.padding_type == TorchSharp.Padding.Same;
        if (!same && conv.padding_mode == PaddingModes.Zeros) return (input, conv.padding ?? [0, 0]);

        // functional.pad takes the last dimension first: left, right, top, bottom.
        var (top, bottom) = Sides(0);
        var (left, right) = Sides(1);
        return (functional.pad(input, [left, right, top, bottom], conv.padding_mode), [0, 0]);

        (long, long) Sides(int dimension)
        {
            if (!same) return conv.padding is { } p ? (p[dimension], p[dimension]) : (0, 0);
            var total = conv.dilation[dimension] * (conv.kernel_size[dimension] - 1);
            return (total / 2, total - total / 2);
        }
    }
}
