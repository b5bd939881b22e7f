namespace GradAlign.Analyzer.Metrics;

/// <summary>Which samples and classes work against each other.</summary>
public sealed record PairSummary
{
    /// <summary>The class pairs that add most to conflict, the worst first; empty where the targets are no class labels.</summary>
    public required IReadOnlyList<ClassPair> ClassPairs { get; init; }

    /// <summary>The sample pairs with the lowest cosines, the lowest first.</summary>
    public required IReadOnlyList<SamplePair> SamplePairs { get; init; }

    /// <summary>Mean cosine of pairs within a class; null where there is no such pair.</summary>
    public double? WithinClasses { get; init; }

    /// <summary>Mean cosine of pairs of different classes; null where there is no such pair.</summary>
    public double? BetweenClasses { get; init; }
}
