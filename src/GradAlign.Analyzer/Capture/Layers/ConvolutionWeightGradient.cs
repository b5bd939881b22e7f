using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture.Layers;

/// <summary>Per-sample weight gradients of a convolution over one, two or three dimensions.</summary>
internal static class ConvolutionWeightGradient
{
    /// <summary>[n × O·(C/groups)·k…], one row a sample.</summary>
    /// <param name="gradient">Gradient of the output, [n × O × …]; without groups some of the channels are enough.</param>
    /// <param name="input">The input with its padding, [n × C × …].</param>
    /// <param name="weight">[… × C/groups × k…]; only its shape counts.</param>
    /// <param name="stride">A number a dimension.</param>
    /// <param name="dilation">A number a dimension.</param>
    /// <param name="groups">Groups of channels.</param>
    public static Tensor Of(Tensor gradient, Tensor input, Tensor weight, long[] stride, long[] dilation, long groups)
    {
        var n = input.shape[0];
        if (groups == 1 && stride.All(s => s == 1) && weight.shape.Skip(2).All(k => k == 1))
            return gradient.reshape(n, gradient.shape[1], -1).bmm(input.reshape(n, weight.shape[1], -1).transpose(1, 2)).reshape(n, -1);
        if (stride.Length == 1)
            return Of(gradient.unsqueeze(2), input.unsqueeze(2), weight.unsqueeze(2), [1, stride[0]], [1, dilation[0]], groups);

        // n samples are n groups of one convolution over [1 × n·C × …].
        var (gradients, inputs) = (Joined(gradient), Joined(input));
        var weights = empty(1, dtype: input.dtype, device: input.device).expand([n * gradient.shape[1], .. weight.shape[1..]]);
        return ConvolutionBackward.WeightGradient(gradients, inputs, weights, stride, new long[stride.Length], dilation, n * groups).reshape(n, -1);
    }

    /// <summary>Multiply-accumulate operations of the convolution itself: every number that comes out met the weights of its channel.</summary>
    /// <param name="conv">The convolution.</param>
    /// <param name="output">[n × O × …].</param>
    public static long Macs(TorchSharp.Modules.Convolution conv, Tensor output) => output.numel() * (conv.weight.numel() / conv.out_channels);

    private static Tensor Joined(Tensor tensor) => tensor.reshape([1, tensor.shape[0] * tensor.shape[1], .. tensor.shape.Skip(2)]);
}
