namespace GradAlign.Analyzer.History;

/// <summary>What a commit did to a snapshot.</summary>
public enum PointState
{
    /// <summary>It wrote scores.</summary>
    Measured,

    /// <summary>It deleted the snapshot.</summary>
    Gone,

    /// <summary>It wrote what cannot be read.</summary>
    Unreadable,
}
