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
        // A generator and a stream of its own: from the same one, inputs and initial weights would be the same numbers.
        using var generator = new Generator(unchecked((ulong)(seed + 1) * 0x9E3779B97F4A7C15) >> 32);
        var inputs = randn([size, .. inputShape], dtype: float32, device: CPU, generator: generator);
        using var indices = arange(size, dtype: int64);
        return new ScoringBatch(inputs, indices.remainder(classes));
    }
}
