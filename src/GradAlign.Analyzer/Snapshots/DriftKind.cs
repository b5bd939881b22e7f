namespace GradAlign.Analyzer.Snapshots;

/// <summary>What a difference from a snapshot means.</summary>
public enum DriftKind
{
    /// <summary>Better than the snapshot.</summary>
    Better,

    /// <summary>Of a score that has no better direction.</summary>
    Neutral,

    /// <summary>Worse, but by no more than the seeds differ: it may be chance.</summary>
    WorseWithinNoise,

    /// <summary>Worse by more than the seeds differ.</summary>
    Worse,

    /// <summary>The score has a value on one side only.</summary>
    StateChanged,
}
