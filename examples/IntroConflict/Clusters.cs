using TorchSharp;
using static TorchSharp.torch;

namespace IntroConflict;

/// <summary>The task: five clusters in twenty dimensions.</summary>
internal static class Clusters
{
    public const int Features = 20;
    public const int Classes = 5;

    /// <summary>A batch; the same size and seed give the same one.</summary>
    /// <param name="size">Samples, n.</param>
    /// <param name="seed">Seed of the noise; the clusters' centres are always the same.</param>
    /// <returns>Inputs, [n × 20], and labels, [n].</returns>
    public static (Tensor Inputs, Tensor Targets) Batch(int size, long seed)
    {
        using var scope = NewDisposeScope();
        using var centred = new Generator(1);
        using var noisy = new Generator((ulong)seed + 2);
        var centres = randn([Classes, Features], dtype: float32, device: CPU, generator: centred);
        var targets = arange(size, int64).remainder(Classes);
        var inputs = centres.index_select(0, targets) + randn([size, Features], dtype: float32, device: CPU, generator: noisy);
        return (inputs.MoveToOuterDisposeScope(), targets.MoveToOuterDisposeScope());
    }
}
