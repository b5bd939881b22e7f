using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Correlation;

/// <summary>Measures how well scores predict accuracy.</summary>
public static class CorrelationStudy
{
    /// <summary>Correlates every score with accuracy.</summary>
    /// <param name="cells">The cells, at least two.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">There are fewer than two cells, or no score of a key to hold others against.</exception>
    public static CorrelationReport Run(ScoredCells cells, CorrelationOptions options)
    {
        if (cells.Accuracy.Count < 2) throw new ArgumentException("A correlation needs two cells at least.", nameof(cells));
        var candidates = Math.Min(options.Candidates, Math.Max(cells.Accuracy.Count / 2, 2));
        var selection = new CandidateSelection(cells.Accuracy, candidates, options.Draws, options.Seed);
        var accuracy = new RankedColumn(cells.Accuracy);
        var size = SizeOf(cells);
        var scores = cells.Scores
            .Select(s => new ColumnCorrelation(s, accuracy, cells.Accuracy, options).Measure(size, selection))
            .OrderByDescending(s => s.Subsets[0].Tau.Value ?? double.NegativeInfinity)
            .ToArray();
        return new()
        {
            Options = options,
            Cells = cells.Accuracy.Count,
            Candidates = candidates,
            Scores = scores,
            Random = selection.Random(),
            Optimum = selection.Optimum(),
            Differences = [.. Differences(cells, accuracy, scores, options)],
        };
    }

    private static NetworkSizes? SizeOf(ScoredCells cells) =>
        cells[ScoreCatalog.Params] is { } parameters && parameters.Values.All(v => v is not null)
            ? new(parameters, cells[ScoreCatalog.TrainableLayers] is { } layers && layers.Values.All(v => v is not null) ? layers : null)
            : null;

    private static IEnumerable<ScoreDifference> Differences(ScoredCells cells, RankedColumn accuracy, IReadOnlyList<ScoreCorrelation> scores, CorrelationOptions options)
    {
        string[] against = options.Against.Count > 0
            ? [.. options.Against]
            : [.. scores.Take(1).Select(s => s.Key).Concat(ScoreCatalog.Size.Select(s => s.Key)).Distinct().Where(key => cells.Scores.Any(s => s.Key == key))];
        foreach (var key in against)
        {
            var other = cells.Scores.FirstOrDefault(s => s.Key == key) ?? throw new ArgumentException($"There is no score '{key}' to hold others against.", nameof(cells));
            foreach (var score in scores.Where(s => s.Key != key))
                yield return Difference(cells.Scores.Single(s => s.Key == score.Key), other, accuracy, options);
        }
    }

    private static ScoreDifference Difference(ScoreColumn first, ScoreColumn second, RankedColumn accuracy, CorrelationOptions options)
    {
        int[] rows = [.. Enumerable.Range(0, first.Values.Count).Where(i => first.Values[i] is not null && second.Values[i] is not null)];
        RankedColumn a = new([.. first.Oriented.Select(v => v ?? 0)]), b = new([.. second.Oriented.Select(v => v ?? 0)]);
        return new(first.Key, second.Key, rows.Length, Estimate.Of(
            Between(rows), Resamples.Draw(rows, options.Resamples, options.Seed).Select(Between), options.Confidence));

        double Between(int[] sample) => KendallTau.Count(a, accuracy, sample).TauB - KendallTau.Count(b, accuracy, sample).TauB;
    }
}
