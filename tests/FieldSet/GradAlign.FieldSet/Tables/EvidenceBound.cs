using static TorchSharp.torch;

namespace GradAlign.FieldSet.Tables;

/// <summary>Squared error of the reconstruction, and the divergence of the code from a standard normal one.</summary>
internal static class EvidenceBound
{
    /// <param name="output">Reconstruction [n, d], mean and logarithm of the variance [n, code].</param>
    /// <param name="target">[n, d].</param>
    /// <returns>[n].</returns>
    public static Tensor Loss((Tensor reconstruction, Tensor mean, Tensor logVariance) output, Tensor target) =>
        (output.reconstruction - target).square().sum(1)
        - 0.5 * (1 + output.logVariance - output.mean.square() - output.logVariance.exp()).sum(1);
}
