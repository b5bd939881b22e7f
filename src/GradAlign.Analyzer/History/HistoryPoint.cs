using GradAlign.Analyzer.Comparing;
using GradAlign.Analyzer.Snapshots;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.History;

/// <summary>A model's scores as of one commit.</summary>
/// <param name="Revision">The commit, and the file as it left it.</param>
/// <param name="State">What it did.</param>
public sealed record HistoryPoint(SnapshotRevision Revision, PointState State)
{
    /// <summary>The scores; null unless measured.</summary>
    public ScoreSnapshot? Snapshot { get; init; }

    /// <summary>Against the limits in force now; null unless measured.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>Against the point before it that was measured.</summary>
    public required ModelStatus Change { get; init; }

    /// <summary>Why, in a phrase; empty where there is nothing to say.</summary>
    public string Reason { get; init; } = "";
}
