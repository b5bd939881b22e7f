using System.Globalization;
using GradAlign.Analyzer.Reporting;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Inputs;

/// <summary>Standard normal inputs and labels i mod C, without end.</summary>
/// <param name="inputShape">Shape of one input.</param>
/// <param name="classes">Number of classes, C.</param>
internal sealed class SyntheticSource(IReadOnlyList<long> inputShape, int classes) : IBatchSource
{
    public DataDescription Description { get; } = new(
        "synthetic",
        string.Create(CultureInfo.InvariantCulture, $"standard normal inputs, labels i mod {classes}"));

    public ScoringBatch Draw(int size, long seed)
    {
        // A generator of its own: the global one belongs to the initialisation of the model.
        using var generator = new Generator(unchecked((ulong)seed));
        var inputs = randn([size, .. inputShape], dtype: float32, device: CPU, generator: generator);
        using var indices = arange(size, dtype: int64);
        return new ScoringBatch(inputs, indices.remainder(classes));
    }
}
