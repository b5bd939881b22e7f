using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Snapshots;

/// <summary>One score of a snapshot.</summary>
/// <param name="Key">Key of <see cref="ScoreCatalog"/>.</param>
/// <param name="State">Whether it has values.</param>
/// <param name="Values">One value a seed, rounded to six decimals; empty unless defined.</param>
public sealed record SnapshotScore(string Key, ScoreState State, IReadOnlyList<double> Values)
{
    /// <summary>Mean over the seeds; NaN unless defined.</summary>
    public double Mean => Values.Count == 0 ? double.NaN : Values.Average();
}
