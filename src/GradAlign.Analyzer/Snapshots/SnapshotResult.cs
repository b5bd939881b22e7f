using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Snapshots;

/// <summary>A score brought together with its snapshot.</summary>
/// <param name="State">What came of it.</param>
/// <param name="Outcome">What it means for a gate; a missing snapshot passes with a warning outside CI, and a test fails on it all the same.</param>
/// <param name="Findings">GA1005, GA1006 or GA0006.</param>
/// <param name="Comparison">The comparison; null where there was none.</param>
/// <param name="ReceivedPath">Where the measured score was written; null where it was not.</param>
public sealed record SnapshotResult(
    SnapshotState State, Outcome Outcome, IReadOnlyList<Finding> Findings, SnapshotComparison? Comparison = null, string? ReceivedPath = null);
