namespace GradAlign.Analyzer.Verdicts;

/// <summary>What a model's numbers come to.</summary>
public enum Outcome
{
    /// <summary>Within every limit.</summary>
    Pass,

    /// <summary>Beyond a limit.</summary>
    Fail,

    /// <summary>Not measured, or measured where no limit is known.</summary>
    Inconclusive,
}
