using static TorchSharp.torch;

namespace GradAlign.FieldSet.Text;

/// <summary>Texts of different lengths, padded at the end.</summary>
internal static class Padded
{
    /// <param name="size">Number of samples, n.</param>
    /// <param name="seed">Seed of the tokens and lengths.</param>
    /// <returns>Tokens [n, 8], true where they are padding [n, 8], and labels [n].</returns>
    public static (Tensor tokens, Tensor padding, Tensor targets) Batch(int size, long seed)
    {
        using var generator = new Generator((ulong)seed + 23);
        var tokens = randint(0, 40, [size, 8], dtype: int64, device: CPU, generator: generator);
        var lengths = randint(3, 9, [size, 1], dtype: int64, device: CPU, generator: generator);
        return (tokens, arange(8, dtype: int64).unsqueeze(0).ge(lengths), arange(size, dtype: int64) % 3);
    }
}
