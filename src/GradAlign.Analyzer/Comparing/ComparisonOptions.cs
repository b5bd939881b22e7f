using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Comparing;

/// <summary>How two sides are compared.</summary>
public sealed record ComparisonOptions
{
    /// <summary>The default margin: as far as the default warning limit of collapse lies from its error limit.</summary>
    public const double DefaultMargin = 0.05;

    /// <summary>How much worse the mean of conflict or collapse may become, in [0, 1].</summary>
    public double Margin { get; init; } = DefaultMargin;

    /// <summary>What a model is that cannot be decided. What cannot be read stays an error.</summary>
    public Severity Inconclusive { get; init; } = Severity.Error;

    /// <summary>What a model is that the head does not have.</summary>
    public Severity Gone { get; init; } = Severity.Warning;
}
