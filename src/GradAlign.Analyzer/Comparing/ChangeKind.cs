namespace GradAlign.Analyzer.Comparing;

/// <summary>What became of one score.</summary>
public enum ChangeKind
{
    /// <summary>Within the numerical tolerance, or certainly not worse than the margin allows.</summary>
    Same,

    /// <summary>The whole interval of the differences is on the better side.</summary>
    Better,

    /// <summary>The whole interval is on the worse side, and its mean beyond the margin.</summary>
    Worse,

    /// <summary>The interval holds no difference at all as well as one beyond the margin.</summary>
    Undecided,

    /// <summary>It has a value on one side only.</summary>
    StateChanged,
}
