using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Vision;

/// <summary>Mean squared error over the pixels of each image.</summary>
internal static class SquaredError
{
    /// <param name="output">[n, c, h, w].</param>
    /// <param name="target">[n, c, h, w].</param>
    /// <returns>[n].</returns>
    public static Tensor Loss(Tensor output, Tensor target) =>
        functional.mse_loss(output, target, Reduction.None).flatten(1).mean([1]);
}
