using static TorchSharp.torch;

namespace GradAlign.FieldSet.Vision;

/// <summary>A bright disc on noise, and which pixels it covers.</summary>
internal static class Discs
{
    private const int Size = 16;

    /// <param name="size">Number of samples, n.</param>
    /// <param name="seed">Seed of the choice of discs.</param>
    /// <returns>[n, 1, 16, 16] and labels [n, 16, 16].</returns>
    public static (Tensor inputs, Tensor targets) Batch(int size, long seed)
    {
        using var generator = new Generator((ulong)seed + 11);
        var centre = 4 + 8 * rand([size, 2, 1, 1], dtype: float32, device: CPU, generator: generator);
        var rows = arange(Size, dtype: float32).reshape(1, Size, 1);
        var columns = arange(Size, dtype: float32).reshape(1, 1, Size);
        var distance = (rows - centre[TensorIndex.Colon, 0]).square() + (columns - centre[TensorIndex.Colon, 1]).square();
        var covered = distance.lt(16);
        var image = covered.to(float32) + 0.3 * randn([size, Size, Size], dtype: float32, device: CPU, generator: generator);
        return (image.unsqueeze(1), covered.to(int64));
    }
}
