using GradAlign.Analyzer.Correlation;
using GradAlign.Analyzer.Metrics;
using MathNet.Numerics.Statistics;

namespace GradAlign.Analyzer.Calibration;

/// <summary>What calibration is worth on a table: trained on some rows drawn at random, asked about the others, many times.</summary>
internal static class CalibrationStudy
{
    /// <summary>Runs the study of one number of training rows.</summary>
    /// <param name="table">The table.</param>
    /// <param name="train">Rows to train on.</param>
    /// <param name="splits">Random splits.</param>
    /// <param name="options">Seed, and the intervals' confidence.</param>
    /// <exception cref="CalibrationException">There are not enough rows.</exception>
    public static CalibrationStudyResult Run(CalibrationTable table, int train, int splits, CalibrationOptions options)
    {
        var n = table.Accuracy.Length;
        if (train < TableChecks.LeastRows || n - train < 2)
            throw new CalibrationException(FormattableString.Invariant($"{train} of {n} rows cannot be trained on: {TableChecks.LeastRows} at least are needed, and two must be left to ask about."));
        return Summary(table, train, options, [.. Enumerable.Range(options.Seed, splits).Select(seed =>
        {
            var order = Folds.Shuffled(n, seed);
            return Split(table, order[..train], order[train..], seed, options.Confidence);
        })]);
    }

    /// <summary>Runs the study by cross-validation: every row is asked about once in each repetition, by a calibrator of the other folds.</summary>
    /// <param name="table">The table.</param>
    /// <param name="folds">Folds, two or more.</param>
    /// <param name="repetitions">How often the rows are dealt to folds anew.</param>
    /// <param name="options">Seed, and the intervals' confidence.</param>
    /// <exception cref="CalibrationException">There are not enough rows.</exception>
    public static CalibrationStudyResult CrossValidate(CalibrationTable table, int folds, int repetitions, CalibrationOptions options)
    {
        var n = table.Accuracy.Length;
        var largest = (n + folds - 1) / Math.Max(folds, 1);
        if (folds < 2 || n / folds < 2 || n - largest < TableChecks.LeastRows)
            throw new CalibrationException(FormattableString.Invariant($"{n} rows cannot be asked about in {folds} folds: two at least are needed, with two rows in each and {TableChecks.LeastRows} in the others."));
        return Summary(table, n - largest, options, [.. Enumerable.Range(options.Seed, repetitions).SelectMany(seed =>
        {
            var order = Folds.Shuffled(n, seed);
            return Enumerable.Range(0, folds).Select(fold => Split(
                table, [.. order.Where((_, i) => i % folds != fold)], [.. order.Where((_, i) => i % folds == fold)], seed, options.Confidence));
        })]) with
        { Folds = folds };
    }

    private static CalibrationStudyResult Summary(CalibrationTable table, int train, CalibrationOptions options, SplitResult[] results)
    {
        var splits = results.Length;
        return new()
        {
            Rows = table.Accuracy.Length,
            Train = train,
            Splits = splits,
            Seed = options.Seed,
            Confidence = options.Confidence,
            Coverage = results.Average(r => r.Coverage),
            CoverageDeviation = splits < 2 ? 0 : results.Select(r => r.Coverage).StandardDeviation(),
            Coverages = [.. results.Select(r => r.Coverage)],
            MedianWidth = results.Average(r => r.Width),
            Outside = results.Average(r => r.Outside),
            Trainers = results.GroupBy(r => r.Trainer).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count()),
            Methods = [.. results[0].Methods.Select(m => StudyMethod.Of(m.Name, [.. results.Select(r => r.Methods.First(x => x.Name == m.Name))]))],
        };
    }

    private static SplitResult Split(CalibrationTable table, int[] train, int[] asked, int seed, double confidence)
    {
        var (known, unknown) = (table.Only(train), table.Only(asked));
        var folds = Folds.Of(RowGroups.Numbered(known.Groups), seed);
        var (models, run, _) = CalibratorTraining.Fit(known, folds, seed);
        var estimates = Calibrator.Estimate(models, unknown.Rows, confidence);
        var truth = unknown.Accuracy;
        var methods = new List<FitMetrics>
        {
            FitMetrics.Of("calibrator", truth, [.. estimates.Select(e => e.Value)]),
            FitMetrics.Of(SizeBaselines.Mean, truth, [.. truth.Select(_ => known.Accuracy.Average())]),
            BestScore(known, unknown),
        };
        if (MeanRank(unknown) is { } rank) methods.Add(rank);
        if (OfAggregate(known, unknown) is { } aggregate) methods.Add(aggregate);
        foreach (var (name, keys) in SizeBaselines.Sets.Where(s => s.Keys.All(table.Features.Contains)))
        {
            var (size, _, _) = CalibratorTraining.Fit(known.Only(keys)!, folds, seed);
            methods.Add(FitMetrics.Of(name, truth, [.. size.Point.Predict(unknown.Only(keys)!.Rows).Select(size.Target.Back)]));
        }

        return new(
            methods, run.Trainer.Name,
            truth.Zip(estimates).Count(p => p.First >= p.Second.Low && p.First <= p.Second.High) / (double)truth.Length,
            estimates.Select(e => e.High - e.Low).Median(),
            unknown.Rows.Count(r => models.Domain.Outside(models.Point.Features, r).Any()) / (double)truth.Length);
    }

    // The score that ranks the training rows best, as it is; its errors are those of the isotonic curve through the training rows.
    private static FitMetrics BestScore(CalibrationTable known, CalibrationTable unknown)
    {
        var target = TargetScale.Of(known.Accuracy);
        var model = FittedModel.Train(known.Features, known.Rows, [.. known.Accuracy.Select(target.To)], new Trainers.IsotonicTrainer());
        var feature = ((Models.IsotonicModel)model.Model).Feature;
        var sign = KendallTau.B([.. known.Rows.Select(r => r[feature])], known.Accuracy) < 0 ? -1 : 1;
        var metrics = FitMetrics.Of("best single score", unknown.Accuracy, [.. model.Predict(unknown.Rows).Select(target.Back)]);
        return metrics with { Tau = KendallTau.B([.. unknown.Rows.Select(r => sign * r[feature])], unknown.Accuracy) };
    }

    // Training-free: every score that has a better direction, turned to it and ranked, averaged. It has no unit, so it has no errors.
    private static FitMetrics? MeanRank(CalibrationTable table)
    {
        var directed = table.Features.Select((key, f) => (f, Better: ScoreCatalog.Find(key)?.Better ?? Better.Neither)).Where(c => c.Better != Better.Neither).ToArray();
        if (directed.Length == 0) return null;
        int[] rows = [.. Enumerable.Range(0, table.Rows.Length)];
        var ranks = directed.Select(c => new RankedColumn([.. table.Rows.Select(r => c.Better == Better.Lower ? -r[c.f] : r[c.f])]).MeanRanks(rows)).ToArray();
        return new("mean rank of the scores", double.NaN, double.NaN, double.NaN, double.NaN,
            KendallTau.B([.. rows.Select(i => ranks.Average(r => r[i]))], table.Accuracy));
    }

    // Training-free, too; its errors are those of the isotonic curve through the training rows.
    private static FitMetrics? OfAggregate(CalibrationTable known, CalibrationTable unknown)
    {
        if (Values(known) is not { } trained || Values(unknown) is not { } asked) return null;
        var target = TargetScale.Of(known.Accuracy);
        var model = FittedModel.Train([ScoreCatalog.Aggregate.Key], [.. trained.Select(v => new[] { v })], [.. known.Accuracy.Select(target.To)], new Trainers.IsotonicTrainer());
        var metrics = FitMetrics.Of(ScoreCatalog.Aggregate.Key, unknown.Accuracy, [.. model.Predict([.. asked.Select(v => new[] { v })]).Select(target.Back)]);
        return metrics with { Tau = KendallTau.B(asked, unknown.Accuracy) };
    }

    private static double[]? Values(CalibrationTable table)
    {
        var columns = table.Features.Select((key, f) => (key, f)).ToDictionary(c => c.key, c => c.f);
        double?[] values = [.. table.Rows.Select(row => Aggregate.Of(s => columns.TryGetValue(s.Key, out var f) ? row[f] : null))];
        return values.Contains(null) ? null : [.. values.Select(v => v!.Value)];
    }

    private sealed record SplitResult(IReadOnlyList<FitMetrics> Methods, string Trainer, double Coverage, double Width, double Outside);
}
