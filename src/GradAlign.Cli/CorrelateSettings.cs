using GradAlign.Analyzer.Correlation;

namespace GradAlign.Cli;

/// <summary>The arguments of <c>correlate</c>.</summary>
internal sealed record CorrelateSettings
{
    public required string Scores { get; init; }

    public required string Accuracy { get; init; }

    public string? Space { get; init; }

    public string? Identity { get; init; }

    public string? Column { get; init; }

    public required CorrelationOptions Options { get; init; }
}
