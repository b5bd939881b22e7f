using static TorchSharp.torch;

namespace GradAlign.FieldSet.Tables;

/// <summary>Observations of a few steps, the states before them, and the actions that were taken.</summary>
internal static class Episodes
{
    /// <param name="size">Number of samples, n.</param>
    /// <param name="seed">Seed of the observations and states.</param>
    /// <returns>Observations [n, 5, 4], states [1, n, 12] twice, and labels [n].</returns>
    public static (Tensor observations, (Tensor hidden, Tensor cell) state, Tensor targets) Batch(int size, long seed)
    {
        using var generator = new Generator((ulong)seed + 41);
        var state = 0.1 * randn([2, 1, size, 12], dtype: float32, device: CPU, generator: generator);
        return (randn([size, 5, 4], dtype: float32, device: CPU, generator: generator), (state[0].clone(), state[1].clone()), arange(size, dtype: int64) % 3);
    }
}
