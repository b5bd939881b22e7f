using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Vision;

/// <summary>Smooth images, halved, with the images themselves as targets.</summary>
internal static class Enlarging
{
    /// <param name="size">Number of samples, n.</param>
    /// <param name="seed">Seed of the images.</param>
    /// <returns>[n, 3, 8, 8] and [n, 3, 16, 16].</returns>
    public static (Tensor inputs, Tensor targets) Batch(int size, long seed)
    {
        using var generator = new Generator((ulong)seed + 13);
        var images = functional.avg_pool2d(randn([size, 3, 20, 20], dtype: float32, device: CPU, generator: generator), 5, 1);
        return (functional.avg_pool2d(images, 2, 2), images);
    }
}
