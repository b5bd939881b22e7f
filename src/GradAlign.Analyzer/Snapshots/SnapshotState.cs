namespace GradAlign.Analyzer.Snapshots;

/// <summary>What came of bringing a score and its snapshot together.</summary>
public enum SnapshotState
{
    /// <summary>Within the numerical tolerance.</summary>
    Matched,

    /// <summary>Beyond it; the findings say how, the outcome whether that fails.</summary>
    Drifted,

    /// <summary>Other conditions, or an undefined score.</summary>
    NotComparable,

    /// <summary>There is no snapshot.</summary>
    Missing,

    /// <summary>The snapshot cannot be read.</summary>
    Unreadable,

    /// <summary>The score is the snapshot now.</summary>
    Accepted,

    /// <summary>Accepting was asked for and refused: <c>CI</c> is set, or the score is undefined.</summary>
    Refused,
}
