using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture;

/// <summary>The loss: cross-entropy, one value a sample.</summary>
internal static class SampleLosses
{
    /// <summary>ℓ(f(xᵢ), yᵢ), [n].</summary>
    /// <param name="output">Logits, [n × classes].</param>
    /// <param name="targets">Labels, [n].</param>
    public static Tensor Of(Tensor output, Tensor targets) => functional.cross_entropy(output, targets, reduction: Reduction.None);
}
