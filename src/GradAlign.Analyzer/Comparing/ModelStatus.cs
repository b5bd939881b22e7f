namespace GradAlign.Analyzer.Comparing;

/// <summary>What became of a model between two sides; those that matter most first.</summary>
public enum ModelStatus
{
    /// <summary>A score that decides is worse, beyond the spread of the seeds and the margin.</summary>
    Worse,

    /// <summary>The two cannot be compared, or the seeds do not decide.</summary>
    Inconclusive,

    /// <summary>The head does not have it.</summary>
    Gone,

    /// <summary>The base does not have it.</summary>
    New,

    /// <summary>A score that decides is better beyond the spread of the seeds, and none is worse.</summary>
    Better,

    /// <summary>Nothing that decides moved by more than the numerical tolerance and the margin.</summary>
    Unchanged,
}
