using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture.Layers;

/// <summary>Per-sample weight gradients of a convolution over one, two or three dimensions.</summary>
internal static class ConvolutionWeightGradient
{
    // aten::convolution_backward is not in TorchSharp's API; TorchScript reaches it, but takes no lists. Compiled once: a compile error would end the process.
    private static readonly Lazy<jit.CompilationUnit> Script = new(() => jit.compile(
        """
        def planes(g: Tensor, x: Tensor, w: Tensor, s0: int, s1: int, d0: int, d1: int, groups: int) -> Tensor:
            return torch.convolution_backward(g, x, w, None, [s0, s1], [0, 0], [d0, d1], False, [0, 0], groups, [False, True, False])[1]

        def volumes(g: Tensor, x: Tensor, w: Tensor, s0: int, s1: int, s2: int, d0: int, d1: int, d2: int, groups: int) -> Tensor:
            return torch.convolution_backward(g, x, w, None, [s0, s1, s2], [0, 0, 0], [d0, d1, d2], False, [0, 0, 0], groups, [False, True, False])[1]

        """));

    /// <summary>[n × O·(C/groups)·k…], one row a sample.</summary>
    /// <param name="gradient">Gradient of the output, [n × O × …].</param>
    /// <param name="input">The input with its padding, [n × C × …].</param>
    /// <param name="weight">[O × C/groups × k…]; only its shape counts.</param>
    /// <param name="stride">A number a dimension.</param>
    /// <param name="dilation">A number a dimension.</param>
    /// <param name="groups">Groups of channels.</param>
    public static Tensor Of(Tensor gradient, Tensor input, Tensor weight, long[] stride, long[] dilation, long groups)
    {
        var n = input.shape[0];
        if (groups == 1 && stride.All(s => s == 1) && weight.shape.Skip(2).All(k => k == 1))
            return gradient.reshape(n, weight.shape[0], -1).bmm(input.reshape(n, weight.shape[1], -1).transpose(1, 2)).reshape(n, -1);
        if (stride.Length == 1)
            return Of(gradient.unsqueeze(2), input.unsqueeze(2), weight.unsqueeze(2), [1, stride[0]], [1, dilation[0]], groups);

        // n samples are n groups of one convolution over [1 × n·C × …].
        var (gradients, inputs) = (Joined(gradient), Joined(input));
        var weights = weight.detach().repeat([n, .. Enumerable.Repeat(1L, stride.Length + 1)]);
        return (stride.Length == 2
            ? Script.Value.invoke<Tensor>("planes", gradients, inputs, weights, stride[0], stride[1], dilation[0], dilation[1], n * groups)
            : Script.Value.invoke<Tensor>("volumes", gradients, inputs, weights,
                stride[0], stride[1], stride[2], dilation[0], dilation[1], dilation[2], n * groups)).reshape(n, -1);
    }

    private static Tensor Joined(Tensor tensor) => tensor.reshape([1, tensor.shape[0] * tensor.shape[1], .. tensor.shape.Skip(2)]);
}
