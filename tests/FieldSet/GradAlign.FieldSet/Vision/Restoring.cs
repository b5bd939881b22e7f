using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Vision;

/// <summary>Smooth images, each its own target.</summary>
internal static class Restoring
{
    /// <param name="size">Number of samples, n.</param>
    /// <param name="seed">Seed of the images.</param>
    /// <returns>[n, 1, 16, 16] twice.</returns>
    public static (Tensor inputs, Tensor targets) Batch(int size, long seed)
    {
        using var generator = new Generator((ulong)seed + 17);
        var images = functional.avg_pool2d(randn([size, 1, 20, 20], dtype: float32, device: CPU, generator: generator), 5, 1);
        return (images, images.clone());
    }
}
