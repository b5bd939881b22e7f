using GradAlign.Analyzer.Snapshots;
using GradAlign.Analyzer.Verdicts;
using GradAlign.Testing.Messages;

namespace GradAlign.Testing.Conditions;

/// <summary>A score against its snapshot.</summary>
internal static class SnapshotCondition
{
    public static SnapshotResult Check(string path, ArchitectureScore score)
    {
        try
        {
            return SnapshotGate.Check(path, ScoreSnapshot.Of(score.Report, score.Options), SnapshotEnvironment.Current());
        }
        catch (ScoringException e)
        {
            return new(SnapshotState.Refused, Outcome.Inconclusive, [e.Finding]);
        }
    }

    public static ConditionResult Of(string path, SnapshotResult result)
    {
        // A build may warn of a missing snapshot; a test has no warnings.
        var outcome = result.State == SnapshotState.Missing ? Outcome.Inconclusive : result.Outcome;
        var drifts = result.Comparison is { } comparison ? string.Join(", ", comparison.Obstacles.Concat(comparison.Drifts.Select(d => d.ToString()))) : "";
        var actual = result.State switch
        {
            SnapshotState.Matched => "the same",
            SnapshotState.Accepted => "accepted",
            SnapshotState.Missing => "missing",
            SnapshotState.Unreadable => "unreadable",
            SnapshotState.Refused => "refused",
            SnapshotState.NotComparable => $"not comparable: {drifts}",
            _ => drifts,
        };
        return new("snapshot", outcome, Path.GetFileName(path), actual);
    }
}
