using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture.Layers;

/// <summary>
/// aten::convolution_backward for the weights, which is not in TorchSharp's API; TorchScript reaches it. The numbers travel in a tensor:
/// TorchSharp 0.107 hands plain ones over as scalars that the garbage collector may end before native code reads them.
/// </summary>
internal static class ConvolutionBackward
{
    // Compiled once: a compile error would end the process.
    private static readonly Lazy<jit.CompilationUnit> Script = new(() => jit.compile(
        """
        def weight_gradient(g: Tensor, x: Tensor, w: Tensor, numbers: Tensor) -> Tensor:
            n: List[int] = numbers.tolist()
            d = (len(n) - 1) // 3
            return torch.convolution_backward(g, x, w, None, n[0:d], n[d:2 * d], n[2 * d:3 * d], False, [0] * d, n[3 * d], [False, True, False])[1]

        """));

    /// <summary>Gradient of the weights, in their shape.</summary>
    /// <param name="gradient">Gradient of the output, [m × O × …].</param>
    /// <param name="input">The input, [m × C × …].</param>
    /// <param name="weight">[O × C/groups × k…]; only its shape counts.</param>
    /// <param name="stride">A number a dimension.</param>
    /// <param name="padding">A number a dimension.</param>
    /// <param name="dilation">A number a dimension.</param>
    /// <param name="groups">Groups of channels.</param>
    public static Tensor WeightGradient(Tensor gradient, Tensor input, Tensor weight, long[] stride, long[] padding, long[] dilation, long groups)
    {
        long[] all = [.. stride, .. padding, .. dilation, groups];
        using var numbers = tensor(all);
        return Script.Value.invoke<Tensor>("weight_gradient", gradient, input, weight, numbers);
    }
}
