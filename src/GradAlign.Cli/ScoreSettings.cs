using GradAlign.Analyzer;

namespace GradAlign.Cli;

/// <summary>How the results are shown.</summary>
internal enum OutputFormat
{
    Console,
    Json,
    Markdown,
}

/// <summary>The arguments of <c>score</c>, validated.</summary>
internal sealed record ScoreSettings
{
    public required string Target { get; init; }

    public string? Model { get; init; }

    public required ScoringOptions Options { get; init; }

    public bool NoBuild { get; init; }

    public required string Configuration { get; init; }

    public string? Framework { get; init; }

    public TimeSpan? Timeout { get; init; }

    public OutputFormat Format { get; init; }

    public string? Output { get; init; }
}
