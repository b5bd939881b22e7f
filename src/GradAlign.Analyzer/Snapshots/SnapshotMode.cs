namespace GradAlign.Analyzer.Snapshots;

/// <summary>What happens when a score and its snapshot are brought together.</summary>
public enum SnapshotMode
{
    /// <summary>The score is held against the snapshot.</summary>
    Verify,

    /// <summary>The score becomes the snapshot. Refused where <c>CI</c> is set.</summary>
    Accept,
}
