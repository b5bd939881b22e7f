using static TorchSharp.torch;

namespace GradAlign.FieldSet.Mechanisms;

/// <summary>Squared error, summed over the coordinates.</summary>
internal static class FieldError
{
    /// <param name="output">[n, d].</param>
    /// <param name="target">[n, d].</param>
    /// <returns>[n].</returns>
    public static Tensor Loss(Tensor output, Tensor target) => (output - target).square().sum(1);
}
