using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IntroLanguageModel;

/// <summary>Squared where the error is small, absolute where it is large.</summary>
internal static class HuberLoss
{
    /// <summary>One value a sample, [n]: that is what per-sample gradients are taken of.</summary>
    /// <param name="output">[n, 1].</param>
    /// <param name="target">[n].</param>
    public static Tensor Loss(Tensor output, Tensor target) =>
        functional.huber_loss(output.squeeze(-1), target, reduction: Reduction.None);
}
