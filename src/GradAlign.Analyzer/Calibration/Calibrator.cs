using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;

namespace GradAlign.Analyzer.Calibration;

/// <summary>Turns the scores of a model into an expected accuracy with an interval. Read from a file that <c>gradalign calibrate</c> wrote.</summary>
public sealed class Calibrator
{
    internal Calibrator(CalibratorManifest manifest, CalibratorModels models) => (Manifest, Models) = (manifest, models);

    /// <summary>Name of the calibration.</summary>
    public string Name => Manifest.Name;

    /// <summary>Keys of the scores that it takes.</summary>
    public IReadOnlyList<string> Features => [.. Models.Point.Features.Select(f => f.Key)];

    /// <summary>What a report says of it.</summary>
    public CalibrationDescription Description => new()
    {
        Name = Name,
        Models = Manifest.Rows,
        Trainer = Manifest.Metrics.Name,
        MedianAbsoluteError = Manifest.Metrics.MedianAbsoluteError,
        Tau = Manifest.Metrics.Tau,
        Confidence = Manifest.Confidence,
        Coverage = Manifest.Coverage,
        Scatter = Manifest.Scatter,
    };

    /// <summary>Keys of the scores that it takes and that are measured on demand only, joined by commas; null: every scoring measures all that it takes.</summary>
    public string? ScoresToAsk =>
        string.Join(',', Features.Where(f => ScoreCatalog.All.All(s => s.Key != f) && !SizeBaselines.Keys.Contains(f)).Order(StringComparer.Ordinal)) is { Length: > 0 } keys ? keys : null;

    internal CalibratorManifest Manifest { get; }

    internal CalibratorModels Models { get; }

    /// <summary>Reads a calibrator.</summary>
    /// <param name="path">Its file.</param>
    /// <exception cref="CalibrationException">It cannot be read, is damaged, or is of another version.</exception>
    public static Calibrator Read(string path) => CalibratorFile.Read(path);

    /// <summary>Reads a calibrator, or one that ships with GradAlign (<see cref="ShippedCalibrators"/>).</summary>
    /// <param name="nameOrPath">A name, or a file.</param>
    /// <exception cref="CalibrationException">There is none, or it cannot be read, is damaged, or is of another version.</exception>
    public static Calibrator Open(string nameOrPath)
    {
        if (ShippedCalibrators.Names.Contains(nameOrPath)) return ShippedCalibrators.Read(nameOrPath);
        return File.Exists(nameOrPath) ? Read(nameOrPath) : throw new CalibrationException(
            $"There is no calibrator {nameOrPath}. Name a file that gradalign calibrate wrote, or one that ships with GradAlign: {string.Join(", ", ShippedCalibrators.Names)}.");
    }

    /// <summary>The expected accuracy of a model.</summary>
    /// <param name="report">What was measured of it.</param>
    /// <param name="batchSize">Samples in the batch, n.</param>
    /// <param name="confidence">Confidence of the interval, in (0, 1).</param>
    public AccuracyEstimate Estimate(ModelReport report, int batchSize, double confidence = 0.9)
    {
        var conditions = new CalibrationConditions(batchSize, report.BatchNorm, report.Data is { } data ? data.Kind == "synthetic" : null)
        {
            InputShape = CalibrationConditions.Shape(report.InputShape),
            Classes = report.Classes,
            Loss = report.Loss,
        };
        return Estimate(key => Value(report, key), conditions, confidence);
    }

    /// <summary>The same from plain numbers.</summary>
    /// <param name="score">The value of a key; null where it is undefined or was not measured.</param>
    /// <param name="conditions">How they were measured.</param>
    /// <param name="confidence">Confidence of the interval, in (0, 1).</param>
    internal AccuracyEstimate Estimate(Func<string, double?> score, CalibrationConditions conditions, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(confidence, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);
        double?[] values = [.. Features.Select(score)];
        // Trees give a number to NaN as to any other: what is not finite never reaches a model.
        string[] missing = [.. Features.Where((_, f) => values[f] is not { } v || !double.IsFinite(v))];
        if (missing.Length > 0)
            return new() { Calibration = Name, Confidence = confidence, Outside = [$"{string.Join(", ", missing)} {(missing.Length == 1 ? "is" : "are")} undefined or not measured"] };
        double[] row = [.. values.Select(v => v!.Value)];
        var (value, low, high) = Estimate(Models, [row], confidence)[0];
        return new()
        {
            Calibration = Name,
            Confidence = confidence,
            Value = value,
            Lower = low,
            Upper = high,
            Outside = [.. Manifest.Conditions.Differences(conditions), .. Models.Domain.Outside(Models.Point.Features, row)],
        };
    }

    /// <summary>Accuracy and ends of the interval a row, [0, 1], without a look at the domain.</summary>
    /// <param name="models">The models.</param>
    /// <param name="rows">[rows × features], finite.</param>
    /// <param name="confidence">Confidence of the interval, in (0, 1).</param>
    internal static (double Value, double Low, double High)[] Estimate(CalibratorModels models, double[][] rows, double confidence)
    {
        var points = models.Point.Predict(rows);
        double[][] folds = [.. models.Folds.Select(m => m.Predict(rows))];
        return [.. points.Select((point, i) =>
        {
            var (low, high) = models.Interval.Ends([.. folds.Select(f => f[i])], confidence);
            // CV+ need not hold the prediction of the model that saw all rows.
            return (models.Target.Back(point), Bounded(models.Target, Math.Min(low, point)), Bounded(models.Target, Math.Max(high, point)));
        })];
    }

    private static double Bounded(TargetScale target, double score) =>
        double.IsNegativeInfinity(score) ? 0 : double.IsPositiveInfinity(score) ? 1 : target.Back(score);

    private static double? Value(ModelReport report, string key) =>
        report.Scores.FirstOrDefault(s => s.Key == key) is { State: ScoreState.Defined, Mean: var mean } ? mean
        : key == ScoreCatalog.Params.Key ? report.Size?.Params
        : key == ScoreCatalog.Macs.Key ? report.Size?.Macs
        : key == ScoreCatalog.TrainableLayers.Key ? report.Size?.TrainableLayers
        : null;
}
