using static TorchSharp.torch;

namespace IntroLanguageModel;

/// <summary>Points in sixteen dimensions, with the sum of a wave along each.</summary>
internal static class Waves
{
    /// <summary>The same size and seed give the same batch: a generator of its own sees to that.</summary>
    /// <param name="size">Number of samples, n.</param>
    /// <param name="seed">Seed of the choice of points.</param>
    /// <returns>[n, 16] and [n].</returns>
    public static (Tensor inputs, Tensor targets) Batch(int size, long seed)
    {
        using var generator = new Generator((ulong)seed + 1);
        var points = randn([size, 16], dtype: float32, device: CPU, generator: generator);
        return (points, (points * 2).sin().sum(1) / 4);
    }
}
