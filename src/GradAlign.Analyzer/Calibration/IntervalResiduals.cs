namespace GradAlign.Analyzer.Calibration;

/// <summary>
/// What intervals are made of: how far each training row's normal score lay from the prediction of the model that did not see it.
/// The interval is CV+ (Barber, Candès, Ramdas and Tibshirani, Annals of Statistics 49, 2021): it covers at least 1 − 2α of what is drawn
/// as the table was, whatever the distribution and the model, and 1 − α in practice. The scale back to accuracies is monotone, so it
/// covers as much there.
/// </summary>
/// <param name="Folds">The fold of each row.</param>
/// <param name="Residuals">|score − prediction without the row's fold| of each row.</param>
internal sealed record IntervalResiduals(int[] Folds, double[] Residuals)
{
    /// <summary>The ends as normal scores; infinite where there are too few rows for such a confidence: 9 for 90%, 19 for 95%.</summary>
    /// <param name="foldPredictions">The prediction of each fold's model.</param>
    /// <param name="confidence">1 − α.</param>
    public (double Low, double High) Ends(IReadOnlyList<double> foldPredictions, double confidence)
    {
        // The ⌈(1 − α)(n + 1)⌉-th smallest of n; rounding must not make 0.9 · 10 a hair more than 9.
        var rank = (int)Math.Ceiling((confidence * (Residuals.Length + 1)) - 1e-9);
        if (rank > Residuals.Length) return (double.NegativeInfinity, double.PositiveInfinity);
        double[] low = [.. Residuals.Select((r, i) => foldPredictions[Folds[i]] - r).Order()];
        double[] high = [.. Residuals.Select((r, i) => foldPredictions[Folds[i]] + r).Order()];
        return (low[Residuals.Length - rank], high[rank - 1]);
    }
}
