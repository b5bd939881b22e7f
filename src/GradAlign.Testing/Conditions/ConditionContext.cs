using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Verdicts;
using GradAlign.Testing.Messages;

namespace GradAlign.Testing.Conditions;

/// <summary>What was evaluated of one score so far.</summary>
internal sealed class ConditionContext
{
    public List<ConditionResult> Results { get; } = [];

    /// <summary>Scores whose condition failed: their layers and their hint belong into the message.</summary>
    public List<ScoreDefinition> FailedScores { get; } = [];

    public List<Finding> Findings { get; } = [];

    public string? Received { get; set; }

    public double? MaxConflict { get; set; }

    public double? MaxCollapse { get; set; }

    public bool HasFailed => Results.Any(r => r.Outcome != Outcome.Pass);
}
