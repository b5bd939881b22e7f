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

    /// <summary>The same with the aggregate, where its parts are there and it is not.</summary>
    public ScoredCells WithAggregate()
    {
        if (this[ScoreCatalog.Aggregate] is not null || this[ScoreCatalog.GradAlignIILayerwise] is null || Aggregate.Parts.Any(p => this[p] is null)) return this;
        double?[] values = [.. Enumerable.Range(0, Accuracy.Count).Select(row => Aggregate.Of(part => this[part]!.Values[row]))];
        return this with { Scores = [.. Scores, new(ScoreCatalog.Aggregate.Key, ScoreCatalog.Aggregate.Better, values)] };
    }
}
