using static TorchSharp.torch;

namespace GradAlign.FieldSet.Text;

/// <summary>Two texts a sample, and whether they belong together.</summary>
internal static class Pairs
{
    /// <param name="size">Number of samples, n.</param>
    /// <param name="seed">Seed of the tokens.</param>
    /// <returns>[n, 8] twice, and labels [n].</returns>
    public static (Tensor left, Tensor right, Tensor targets) Batch(int size, long seed)
    {
        using var generator = new Generator((ulong)seed + 19);
        var tokens = randint(0, 40, [2, size, 8], dtype: int64, device: CPU, generator: generator);
        return (tokens[0].clone(), tokens[1].clone(), arange(size, dtype: int64) % 2);
    }
}
