using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Correlation;

/// <summary>One score over all cells.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Better">Which direction is better; where neither is, larger values are held to be.</param>
/// <param name="Values">Its value in each row; null where it is undefined.</param>
public sealed record ScoreColumn(string Key, Better Better, IReadOnlyList<double?> Values)
{
    /// <summary>The values with the sign turned where lower is better, so that larger is better.</summary>
    internal IReadOnlyList<double?> Oriented { get; } = Better == Better.Lower ? [.. Values.Select(v => -v)] : Values;
}
