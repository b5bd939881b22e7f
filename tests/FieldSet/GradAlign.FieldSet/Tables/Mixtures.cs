using static TorchSharp.torch;

namespace GradAlign.FieldSet.Tables;

/// <summary>Points around three centres, each its own target.</summary>
internal static class Mixtures
{
    /// <param name="size">Number of samples, n.</param>
    /// <param name="seed">Seed of the points.</param>
    /// <returns>[n, 12] twice.</returns>
    public static (Tensor inputs, Tensor targets) Batch(int size, long seed)
    {
        using var generator = new Generator((ulong)seed + 29);
        var centres = randn([3, 12], dtype: float32, device: CPU, generator: generator);
        var points = centres[arange(size, dtype: int64) % 3] + 0.3 * randn([size, 12], dtype: float32, device: CPU, generator: generator);
        return (points, points.clone());
    }
}
