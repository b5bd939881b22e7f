using GradAlign.Analyzer.Correlation;

namespace GradAlign.NasBench.Steadiness;

/// <summary>Measures how far a score ranks the same cells alike under other conditions, and whether it ranks them better.</summary>
internal static class AgreementStudy
{
    /// <summary>Every score under every condition, the reference too.</summary>
    /// <param name="cells">The scores.</param>
    /// <param name="accuracies">Trained accuracies of the cells; null: not asked.</param>
    /// <param name="options">Resamples, their seed, and the confidence of the intervals.</param>
    public static IReadOnlyList<Agreement> Run(SteadinessCells cells, IReadOnlyList<double>? accuracies, CorrelationOptions options)
    {
        var accuracy = accuracies is null ? null : new RankedColumn(accuracies);
        return [.. cells.Scores.SelectMany(score => cells.Conditions.Select(condition =>
            Measure(condition, cells.Columns[(score, Condition.Reference)], cells.Columns[(score, condition)], accuracy, options)))];
    }

    private static Agreement Measure(string condition, ScoreColumn reference, ScoreColumn changed, RankedColumn? accuracy, CorrelationOptions options)
    {
        int[] rows = [.. Enumerable.Range(0, reference.Values.Count).Where(i => reference.Values[i] is not null && changed.Values[i] is not null)];
        var resamples = Resamples.Draw(rows, options.Resamples, options.Seed);
        RankedColumn first = new([.. reference.Oriented.Select(v => v ?? 0)]), second = new([.. changed.Oriented.Select(v => v ?? 0)]);
        return new(changed.Key, condition, rows.Length,
            Estimated(sample => KendallTau.Count(first, second, sample).TauB),
            accuracy is null ? null : Estimated(sample => KendallTau.Count(second, accuracy, sample).TauB),
            accuracy is null ? null : Estimated(sample => KendallTau.Count(second, accuracy, sample).TauB - KendallTau.Count(first, accuracy, sample).TauB));

        Estimate Estimated(Func<int[], double> statistic) => Estimate.Of(statistic(rows), resamples.Select(statistic), options.Confidence);
    }
}
