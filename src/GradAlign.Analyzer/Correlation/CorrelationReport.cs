namespace GradAlign.Analyzer.Correlation;

/// <summary>How well scores predict accuracy, over the cells of one file.</summary>
public sealed record CorrelationReport
{
    /// <summary>How it was done.</summary>
    public required CorrelationOptions Options { get; init; }

    /// <summary>Cells with scores and an accuracy.</summary>
    public required int Cells { get; init; }

    /// <summary>Candidates of a draw.</summary>
    public required int Candidates { get; init; }

    /// <summary>Every score, the best τ_b over all cells first.</summary>
    public required IReadOnlyList<ScoreCorrelation> Scores { get; init; }

    /// <summary>Accuracy of a random candidate.</summary>
    public required SelectionResult Random { get; init; }

    /// <summary>Accuracy of the best candidate.</summary>
    public required SelectionResult Optimum { get; init; }

    /// <summary>Each score less those it is held against.</summary>
    public required IReadOnlyList<ScoreDifference> Differences { get; init; }
}
