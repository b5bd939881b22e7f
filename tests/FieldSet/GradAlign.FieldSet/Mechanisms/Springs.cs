using static TorchSharp.torch;

namespace GradAlign.FieldSet.Mechanisms;

/// <summary>Places and momenta of three springs, with how they change.</summary>
internal static class Springs
{
    /// <param name="size">Number of samples, n.</param>
    /// <param name="seed">Seed of the states.</param>
    /// <returns>[n, 6] twice.</returns>
    public static (Tensor inputs, Tensor targets) Batch(int size, long seed)
    {
        using var generator = new Generator((ulong)seed + 31);
        var states = randn([size, 6], dtype: float32, device: CPU, generator: generator);
        var halves = states.chunk(2, dim: 1);
        return (states, cat([halves[1], -halves[0]], dim: 1));
    }
}
