using GradAlign.Analyzer.Gram;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture.Layers;

/// <summary>Conv2d in full: stride, padding (also <c>same</c>), dilation, groups, padding modes.</summary>
internal sealed class Conv2dRule : LayerRule
{
    private const long FewChannels = 8;
    private const long ManyChannels = 256;
    private const long FewPositions = 64;

    public override bool Covers(Module module) => module is Conv2d;

    public override long Macs(Module module, Tensor input, Tensor output) => ConvolutionWeightGradient.Macs((Convolution)module, output);

    public override IEnumerable<PerSampleGradient> Gradients(LayerCall call, Tensor outputGradient)
    {
        var conv = (Conv2d)call.Module;
        var n = call.Input.shape[0];
        var columns = conv.weight.numel() / conv.out_channels;
        var isGhost = conv.groups == 1 && GhostContraction.IsCheaper(n, outputGradient.numel() / n / conv.out_channels, columns, conv.out_channels);
        yield return new(conv.weight, () => Weight(conv, call.Input, outputGradient), isGhost ? () => Ghost(conv, call.Input, outputGradient) : null)
        {
            FormSlices = conv.groups == 1 ? (start, count) => Weight(conv, call.Input, outputGradient.narrow(1, start, count)) : null,
            GramBytes = GhostContraction.Bytes(n, outputGradient.numel() / n / conv.out_channels, columns, conv.out_channels, outputGradient.element_size()),
        };
        if (conv.bias is { } bias) yield return new(bias, () => outputGradient.reshape(n, conv.out_channels, -1).sum(dim: 2));
    }

    private static Tensor Ghost(Conv2d conv, Tensor input, Tensor gradient)
    {
        var n = input.shape[0];
        return GhostContraction.Contract(Columns(conv, input).transpose(1, 2), gradient.reshape(n, conv.out_channels, -1).transpose(1, 2));
    }

    // [n × o·C/groups·k·k] for the o output channels of the gradient.
    private static Tensor Weight(Conv2d conv, Tensor input, Tensor gradient)
    {
        var n = input.shape[0];
        var outputs = gradient.shape[1];

        // The convolution's own kernel has little to share among few channels, and is slow on many channels with few positions (docs/performance.md).
        var isMatrix = conv.in_channels < FewChannels || (conv.in_channels >= ManyChannels && gradient.numel() / n / outputs <= FewPositions);
        if (conv.groups == 1 && (IsPointwise(conv) || isMatrix))
            return gradient.reshape(n, outputs, -1).bmm(Columns(conv, input).transpose(1, 2)).reshape(n, -1);

        // n samples are n groups of one convolution over [1 × n·C × H × W]. Of the weights only the shape counts.
        var (x, padding) = Padded(conv, input);
        var joined = x.reshape(1, n * conv.in_channels, x.shape[2], x.shape[3]);
        var gradients = gradient.reshape(1, n * outputs, gradient.shape[2], gradient.shape[3]);
        var weights = empty(1, dtype: x.dtype, device: x.device).expand([n * outputs, .. conv.weight.shape[1..]]);
        return ConvolutionBackward.WeightGradient(gradients, joined, weights, conv.stride, padding, conv.dilation, n * conv.groups).reshape(n, -1);
    }

    // What each output position sees, [n × C·k·k × positions].
    private static Tensor Columns(Conv2d conv, Tensor input)
    {
        var (x, padding) = Padded(conv, input);
        var n = x.shape[0];
        if (!IsPointwise(conv))
            return functional.unfold(x, (conv.kernel_size[0], conv.kernel_size[1]), (conv.dilation[0], conv.dilation[1]), (padding[0], padding[1]), (conv.stride[0], conv.stride[1]));
        if (padding.Any(p => p != 0)) x = functional.pad(x, [padding[1], padding[1], padding[0], padding[0]]);
        for (var d = 0; d < 2; d++)
        {
            if (conv.stride[d] > 1) x = x.slice(2 + d, 0, x.shape[2 + d], conv.stride[d]);
        }

        return x.reshape(n, conv.in_channels, -1);
    }

    private static bool IsPointwise(Conv2d conv) => conv.kernel_size.All(k => k == 1);

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
