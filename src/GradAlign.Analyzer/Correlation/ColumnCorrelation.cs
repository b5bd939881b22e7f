namespace GradAlign.Analyzer.Correlation;

/// <summary>Correlates one score with accuracy.</summary>
internal sealed class ColumnCorrelation(ScoreColumn score, RankedColumn accuracy, IReadOnlyList<double> accuracies, CorrelationOptions options)
{
    private readonly RankedColumn ranked = new([.. score.Oriented.Select(v => v ?? 0)]);

    /// <param name="size">Sizes; null where they are not known.</param>
    /// <param name="selection">Draws of candidates.</param>
    public ScoreCorrelation Measure(NetworkSizes? size, CandidateSelection selection)
    {
        var defined = Defined([.. Enumerable.Range(0, accuracies.Count)]);
        var resamples = Resamples.Draw(defined, options.Resamples, options.Seed);
        return new()
        {
            Key = score.Key,
            Better = score.Better,
            Subsets = [Subset("all", 1), Subset("best-half", 2), Subset("best-tenth", 10)],
            GivenParams = size is null ? null : Estimated(rows => SpearmanRho.Rho(ranked, accuracy, rows, [size.Parameters])),
            GivenParamsAndLayers = size?.Layers is not { } layers ? null : Estimated(rows => SpearmanRho.Rho(ranked, accuracy, rows, [size.Parameters, layers])),
            TauAtEqualSize = size?.Layers is null ? null : Estimated(rows => EqualSizeTau.Count(ranked, accuracy, size.Groups, rows).TauB),
            EqualSizePairs = size?.Layers is null ? null : defined.GroupBy(row => size.Groups[row]).Sum(g => g.LongCount() * (g.LongCount() - 1) / 2),
            Selected = selection.By(score.Oriented),
        };

        Estimate Estimated(Func<int[], double> statistic) => Estimate.Of(statistic(defined), resamples.Select(statistic), options.Confidence);
    }

    // The best by accuracy; ties at the border stay out in the order of the rows.
    private SubsetCorrelation Subset(string name, int part)
    {
        int[] best = [.. Enumerable.Range(0, accuracies.Count).OrderByDescending(i => accuracies[i]).Take((accuracies.Count + part - 1) / part).Order()];
        var rows = Defined(best);
        var resamples = Resamples.Draw(rows, options.Resamples, options.Seed);
        return new(name, rows.Length, best.Length - rows.Length,
            Estimate.Of(Tau(rows), resamples.Select(Tau), options.Confidence), Estimate.Of(Rho(rows), resamples.Select(Rho), options.Confidence));
    }

    private double Tau(int[] rows) => KendallTau.Count(ranked, accuracy, rows).TauB;

    private double Rho(int[] rows) => SpearmanRho.Rho(ranked, accuracy, rows, []);

    private int[] Defined(int[] rows) => [.. rows.Where(row => score.Values[row] is not null)];
}
