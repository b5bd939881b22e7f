using static TorchSharp.torch;

namespace GradAlign.FieldSet.Text;

/// <summary>Texts, what each position may look at, and the next tokens.</summary>
internal static class Masked
{
    /// <param name="size">Number of samples, n.</param>
    /// <param name="seed">Seed of the tokens.</param>
    /// <returns>Tokens [n, 8], a mask [8, 8] of zeros and minus infinities, and tokens [n, 8].</returns>
    public static (Tensor tokens, Tensor mask, Tensor targets) Batch(int size, long seed)
    {
        using var generator = new Generator((ulong)seed + 37);
        var tokens = randint(0, 40, [size, 9], dtype: int64, device: CPU, generator: generator);
        return (tokens.narrow(1, 0, 8).contiguous(), triu(full([8, 8], float.NegativeInfinity), diagonal: 1), tokens.narrow(1, 1, 8).contiguous());
    }
}
