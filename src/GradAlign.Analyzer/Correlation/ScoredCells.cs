using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Correlation;

/// <summary>Cells with their accuracy and their scores, a row each.</summary>
/// <param name="Accuracy">Trained accuracy of each row, in any unit; finite.</param>
/// <param name="Scores">One column a score.</param>
public sealed record ScoredCells(IReadOnlyList<double> Accuracy, IReadOnlyList<ScoreColumn> Scores)
{
    /// <summary>The column of a key; null without one.</summary>
    /// <param name="score">Which score.</param>
    public ScoreColumn? this[ScoreDefinition score] => Scores.FirstOrDefault(s => s.Key == score.Key);
}
