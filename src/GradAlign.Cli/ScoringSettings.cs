using GradAlign.Analyzer;

namespace GradAlign.Cli;

/// <summary>What is scored, and how: the arguments that all scoring commands share, validated.</summary>
internal sealed record ScoringSettings
{
    public required BuildSettings Build { get; init; }

    /// <summary>Pattern of the models' names; null: every model.</summary>
    public string? Model { get; init; }

    public required ScoringOptions Options { get; init; }

    /// <summary>Longest time without a sign of a model; null: the default.</summary>
    public TimeSpan? Timeout { get; init; }
}
