using GradAlign.Analyzer.Comparing;

namespace GradAlign.Cli.Compare;

/// <summary>What is compared, and how.</summary>
/// <param name="Base">The base, as it was given.</param>
/// <param name="Head">The head, as it was given.</param>
internal sealed record CompareSettings(string Base, string Head)
{
    /// <summary>How a git ref is scored; null where no project was named.</summary>
    public ScoringSettings? Scoring { get; init; }

    /// <summary>Folder that takes the reports of what was scored; null: they are not kept.</summary>
    public string? KeepReports { get; init; }

    public ComparisonOptions Options { get; init; } = new();
}
