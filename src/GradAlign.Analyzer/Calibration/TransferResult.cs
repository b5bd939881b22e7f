namespace GradAlign.Analyzer.Calibration;

/// <summary>A calibrator held against models with known accuracies.</summary>
/// <param name="Calibration">Its name.</param>
/// <param name="Rows">Models.</param>
/// <param name="Unpredicted">Of those, how many lack a score that it takes.</param>
/// <param name="Outside">Of the others, how many are outside its domain.</param>
/// <param name="OutsideByScores">How many of those not for the conditions of the scoring alone.</param>
/// <param name="Conditions">How the scoring differs from the calibration's.</param>
/// <param name="Confidence">Confidence of the intervals.</param>
/// <param name="CoverageInside">Share of the models inside whose accuracy lies in the interval; null where none is.</param>
/// <param name="Inside">The fit of the models inside; null below two.</param>
/// <param name="All">The fit of all models that were predicted, whatever the domain check said; null below two.</param>
internal sealed record TransferResult(
    string Calibration, int Rows, int Unpredicted, int Outside, int OutsideByScores, IReadOnlyList<string> Conditions,
    double Confidence, double? CoverageInside, FitMetrics? Inside, FitMetrics? All)
{
    /// <summary>Measures.</summary>
    /// <param name="calibrator">The calibrator.</param>
    /// <param name="raw">The models; those without an accuracy do not count.</param>
    /// <param name="options">Unit and confidence.</param>
    public static TransferResult Of(Calibrator calibrator, RawTable raw, CalibrationOptions options)
    {
        int[] rows = [.. Enumerable.Range(0, raw.Accuracy.Count).Where(i => raw.Accuracy[i] is not null)];
        if (rows.Length < 2) throw new CalibrationException("Fewer than two models have an accuracy, so there is nothing to hold the calibrator against.");
        var columns = raw.Columns.ToDictionary(c => c.Key, c => c.Values);
        var (truth, _) = AccuracyScaling.ToFractions([.. rows.Select(i => raw.Accuracy[i]!.Value)], options.Unit);
        string[] differences = [.. calibrator.Manifest.Conditions.Differences(raw.Conditions)];
        var predicted = rows.Select((row, i) => (Truth: truth[i], Estimate: calibrator.Estimate(key => columns.GetValueOrDefault(key)?[row], raw.Conditions, options.Confidence)))
            .Where(p => p.Estimate.Value is not null).ToArray();
        var inside = predicted.Where(p => p.Estimate.IsInDomain).ToArray();
        return new(
            calibrator.Name, rows.Length, rows.Length - predicted.Length, predicted.Length - inside.Length,
            predicted.Count(p => p.Estimate.Outside.Count > differences.Length), differences, options.Confidence,
            inside.Length == 0 ? null : inside.Count(p => p.Truth >= p.Estimate.Lower && p.Truth <= p.Estimate.Upper) / (double)inside.Length,
            Fit("inside", inside), Fit("all", predicted));
    }

    private static FitMetrics? Fit(string name, (double Truth, AccuracyEstimate Estimate)[] predicted) =>
        predicted.Select(p => p.Truth).Distinct().Count() < 2 ? null : FitMetrics.Of(name, [.. predicted.Select(p => p.Truth)], [.. predicted.Select(p => p.Estimate.Value!.Value)]);
}
