using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Snapshots;

/// <summary>A measured score against its snapshot.</summary>
/// <param name="Obstacles">Why the two cannot be compared, one phrase each; empty where they can.</param>
/// <param name="Drifts">Scores that differ by more than the numerical tolerance, in the order of the catalog.</param>
/// <param name="Notes">What else is different and may explain a drift: size, versions, device.</param>
public sealed record SnapshotComparison(IReadOnlyList<string> Obstacles, IReadOnlyList<ScoreDrift> Drifts, IReadOnlyList<string> Notes)
{
    /// <summary>Inconclusive where the two cannot be compared, Fail where a score is worse beyond the noise of the seeds, else Pass.</summary>
    public Outcome Outcome => Obstacles.Count > 0 || Drifts.Any(d => d.Kind == DriftKind.StateChanged) ? Outcome.Inconclusive
        : Drifts.Any(d => d.Kind == DriftKind.Worse) ? Outcome.Fail
        : Outcome.Pass;

    /// <summary>Whether nothing differs beyond the numerical tolerance.</summary>
    public bool IsMatch => Obstacles.Count == 0 && Drifts.Count == 0;
}
