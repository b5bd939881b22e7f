using GradAlign.Analyzer.Correlation;
using GradAlign.Analyzer.Metrics;
using GradAlign.Cli;

namespace GradAlign.Figures.Tables;

/// <summary>One score of cells, with their trained accuracies.</summary>
/// <param name="Score">Which score.</param>
/// <param name="Values">Its values.</param>
/// <param name="Accuracies">Accuracies of the same cells, in percent.</param>
internal sealed record ScoredAccuracies(ScoreDefinition Score, double[] Values, double[] Accuracies)
{
    /// <summary>Kendall's τ_b, positive where better scores go with better accuracies.</summary>
    public double Tau => (Score.Better == Better.Lower ? -1 : 1) * KendallTau.B(Values, Accuracies);

    /// <summary>Joins scores and accuracies by cell, as <c>gradalign correlate</c> does: cells without either are left out, of a cell twice the first counts.</summary>
    /// <param name="scores">Rows of scores.</param>
    /// <param name="accuracies">Rows of accuracies.</param>
    /// <param name="source">Columns of identity and accuracy.</param>
    /// <param name="score">Which score.</param>
    /// <exception cref="FormatException">No cell is in both.</exception>
    public static ScoredAccuracies Join(
        IReadOnlyList<IReadOnlyDictionary<string, string>> scores, IReadOnlyList<IReadOnlyDictionary<string, string>> accuracies, AccuracySource source, ScoreDefinition score)
    {
        var known = new Dictionary<string, double>();
        foreach (var row in accuracies)
        {
            if (row.TryGetValue(source.Identity, out var cell) && row.Number(source.Accuracy) is { } accuracy) known.TryAdd(cell, accuracy);
        }

        var joined = scores.DistinctBy(r => r.GetValueOrDefault(source.Identity))
            .Where(r => r.TryGetValue(source.Identity, out var cell) && known.ContainsKey(cell) && r.Number(score.Key) is not null)
            .Select(r => (Score: r.Number(score.Key)!.Value, Accuracy: known[r[source.Identity]])).ToArray();
        if (joined.Length == 0) throw new FormatException($"No cell has both a '{score.Key}' and an accuracy '{source.Accuracy}'. Are both files of one space, with the column '{source.Identity}'?");

        // Some data state shares, some percent.
        var unit = known.Values.Max() <= 1 ? 100 : 1;
        return new(score, [.. joined.Select(j => j.Score)], [.. joined.Select(j => unit * j.Accuracy)]);
    }
}
