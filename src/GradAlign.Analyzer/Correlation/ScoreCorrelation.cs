using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Correlation;

/// <summary>How well one score predicts accuracy.</summary>
public sealed record ScoreCorrelation
{
    /// <summary>Key of the score.</summary>
    public required string Key { get; init; }

    /// <summary>Which direction is better.</summary>
    public required Better Better { get; init; }

    /// <summary>Over all cells, the best half and the best tenth.</summary>
    public required IReadOnlyList<SubsetCorrelation> Subsets { get; init; }

    /// <summary>Partial Spearman given params; null without that column.</summary>
    public Estimate? GivenParams { get; init; }

    /// <summary>Partial Spearman given params and trainable layers; null without those columns.</summary>
    public Estimate? GivenParamsAndLayers { get; init; }

    /// <summary>τ_b over the pairs of cells with equal params and equal layers; null without those columns.</summary>
    public Estimate? TauAtEqualSize { get; init; }

    /// <summary>Pairs of cells with equal params and layers, where the score is defined; null without those columns.</summary>
    public long? EqualSizePairs { get; init; }

    /// <summary>Accuracy of the candidate that it picks.</summary>
    public required SelectionResult Selected { get; init; }
}
