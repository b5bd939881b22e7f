using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Calibration;

/// <summary>From a table to a calibrator: choose by cross-validation, hold against size, train on every row.</summary>
internal static class CalibratorTraining
{
    private const int MostScatter = 2000;

    /// <summary>Trains.</summary>
    /// <param name="table">The table.</param>
    /// <param name="options">How.</param>
    /// <param name="version">Version of GradAlign.</param>
    /// <exception cref="CalibrationException">The rows cannot be split, or the calibrator does no better than the mean, params or chance.</exception>
    public static Calibrator Train(CalibrationTable table, CalibrationOptions options, string version)
    {
        var folds = Folds.Of(table.Groups, options.Seed);
        var (models, run, tried) = Fit(table, folds, options.Seed);
        var metrics = FitMetrics.Of(run.Trainer.Name, table.Accuracy, run.Accuracy);
        FitMetrics[] baselines = [.. SizeBaselines.Measure(table, folds, models.Target, options.Seed)];
        RequireBetter(metrics, baselines, table.Accuracy.Length);
        var (coverage, width) = Coverage(models, run, table.Accuracy, options.Confidence);
        return new(
            new()
            {
                Format = CalibratorManifest.CurrentFormat,
                GradAlign = version,
                Name = options.Name,
                Rows = table.Accuracy.Length,
                DataSha256 = Hash(table),
                Seed = options.Seed,
                Confidence = options.Confidence,
                Unit = table.Unit,
                Conditions = table.Conditions,
                Metrics = metrics,
                Coverage = coverage,
                MedianWidth = width,
                Tried = tried,
                Baselines = baselines,
                Features = PermutationImportance.Measure(table, folds, models.Target, run, options.Seed),
                Scatter = Scatter(table.Accuracy, run.Accuracy),
                Notes = table.Notes,
            },
            models);
    }

    /// <summary>The models alone, without what is said of them.</summary>
    /// <param name="table">The table.</param>
    /// <param name="folds">The fold of each row.</param>
    /// <param name="seed">Seed of the trees.</param>
    public static (CalibratorModels Models, CrossValidation Run, IReadOnlyList<FitMetrics> Tried) Fit(CalibrationTable table, int[] folds, int seed)
    {
        var target = TargetScale.Of(table.Accuracy);
        var (run, tried) = CrossValidation.Best(table, folds, target, seed);
        double[] targets = [.. table.Accuracy.Select(target.To)];
        var point = FittedModel.Train(table.Features, table.Rows, targets, run.Trainer);
        var models = new CalibratorModels
        {
            Target = target,
            Point = point,
            Folds = run.Models,
            Interval = new(folds, [.. targets.Zip(run.Scores, (t, s) => Math.Abs(t - s))]),
            Domain = Domain.Of(point.Features, table.Rows),
        };
        return (models, run, tried);
    }

    // Coverage on the table itself: each row's interval from the other rows' residuals around the prediction without it.
    private static (double Coverage, double MedianWidth) Coverage(CalibratorModels models, CrossValidation run, double[] accuracy, double confidence)
    {
        var residuals = models.Interval.Residuals;
        double[] sorted = [.. residuals.Order()];
        var rank = (int)Math.Ceiling((confidence * residuals.Length) - 1e-9);
        var (covered, widths) = (0, new double[accuracy.Length]);
        for (var i = 0; i < accuracy.Length; i++)
        {
            // The rank-th smallest of the others is this one in the sorted residuals, one later where the row's own comes before it.
            var own = rank < sorted.Length && residuals[i] <= sorted[rank - 1];
            var radius = rank > residuals.Length - 1 ? double.PositiveInfinity : sorted[own ? rank : rank - 1];
            if (residuals[i] <= radius) covered++;
            widths[i] = double.IsInfinity(radius) ? 1 : models.Target.Back(run.Scores[i] + radius) - models.Target.Back(run.Scores[i] - radius);
        }

        return ((double)covered / accuracy.Length, MathNet.Numerics.Statistics.Statistics.Median(widths));
    }

    private static void RequireBetter(FitMetrics metrics, FitMetrics[] baselines, int rows)
    {
        var mean = baselines.First(b => b.Name == SizeBaselines.Mean);
        var size = baselines.FirstOrDefault(b => b.Name == ScoreCatalog.Params.Key);
        var better = metrics.MeanAbsoluteError < mean.MeanAbsoluteError ? null : mean;
        better ??= size is not null && metrics.MeanAbsoluteError > size.MeanAbsoluteError ? size : null;
        var why = better is not null ? string.Create(CultureInfo.InvariantCulture,
                $"errs by {metrics.MeanAbsoluteError:0.00%} of accuracy on average, and {(better == mean ? "the mean of the accuracies" : "the number of parameters alone")} by {better.MeanAbsoluteError:0.00%}")
            : metrics.Tau is not { } tau || tau < LeastTau(rows) ? string.Create(CultureInfo.InvariantCulture,
                $"ranks {rows} models with Kendall's tau {metrics.Tau ?? 0:0.00}; by chance it would reach {LeastTau(rows):0.00} in one of twenty tables")
            : null;
        if (why is null) return;
        throw new CalibrationException(
            $"No calibrator was made: by cross-validation the best of the trainers ({metrics.Name}) {why}. These scores say nothing more of these models. Train and score more models, or choose other scores with --features.");
    }

    // Where accuracies are skewed, a guess near their median errs less than the mean does, and knows nothing of a model. The variance is Kendall's, without ties.
    private static double LeastTau(int rows) => 1.645 * Math.Sqrt(2.0 * ((2 * rows) + 5) / (9.0 * rows * (rows - 1)));

    private static ScatterPoint[] Scatter(double[] accuracy, double[] predicted)
    {
        var step = (accuracy.Length + MostScatter - 1) / MostScatter;
        return [.. Enumerable.Range(0, accuracy.Length).Where(i => i % step == 0).Select(i => new ScatterPoint(predicted[i], accuracy[i]))];
    }

    private static string Hash(CalibrationTable table)
    {
        var text = new StringBuilder().AppendJoin(',', table.Features).Append('\n');
        for (var i = 0; i < table.Rows.Length; i++)
        {
            text.Append(table.Identities[i]).Append('\t').AppendJoin(',', table.Rows[i].Append(table.Accuracy[i]).Select(v => v.ToString("R", CultureInfo.InvariantCulture))).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
