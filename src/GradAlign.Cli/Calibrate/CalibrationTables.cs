using System.Globalization;
using System.Text;
using GradAlign.Analyzer.Calibration;

namespace GradAlign.Cli.Calibrate;

/// <summary>Calibrations for people; accuracies in points of a hundred.</summary>
internal static class CalibrationTables
{
    private static readonly string[] FitHead = ["predicted by", "R2", "RMSE", "mean error", "median error", "tau"];
    private static readonly string[] StudyHead = ["predicted by", "tau", "95% of the splits", "R2", "RMSE", "median error"];

    /// <summary>A calibrator.</summary>
    public static string Of(CalibratorManifest manifest, OutputFormat format)
    {
        var text = Title(format, $"Calibration {manifest.Name}");
        text.Append(CultureInfo.InvariantCulture, $"{manifest.Rows} models, trainer {manifest.Metrics.Name}, seed {manifest.Seed}, {Conditions(manifest.Conditions)}, GradAlign {manifest.GradAlign}, table {manifest.DataSha256[..12]}\n");
        foreach (var note in manifest.Notes) text.Append(CultureInfo.InvariantCulture, $"{(format == OutputFormat.Markdown ? "\n" : "")}note: {note}\n");
        text.Append("\nPredictions of models that were not trained on, in points of accuracy:\n\n");
        Table(text, format, FitHead, [Fit(manifest.Metrics with { Name = "this calibrator" }), .. manifest.Baselines.Select(Fit)]);
        text.Append(CultureInfo.InvariantCulture, $"\nThe {manifest.Confidence:0%} interval holds {manifest.Coverage:0.0%} of them; its median width is {manifest.MedianWidth * 100:0.00} points.\n");
        text.Append("\nTrainers that were tried:\n\n");
        Table(text, format, FitHead, manifest.Tried.Select(Fit));
        text.Append("\nWhat the error grows by where a score's values change places:\n\n");
        Table(text, format, ["score", "points", "least", "most"], manifest.Features.Select(f => (string[])[f.Key, Number(f.Increase * 100, "0.000"), Number(f.Least, "G5"), Number(f.Most, "G5")]));
        return text.ToString();
    }

    /// <summary>A study.</summary>
    public static string Of(IReadOnlyList<CalibrationStudyResult> results, OutputFormat format)
    {
        var text = Title(format, "What a calibration is worth");
        foreach (var result in results)
        {
            text.Append(CultureInfo.InvariantCulture, $"{result.Train} of {result.Rows} models trained on, the others asked about, {(result.Folds is { } folds ? FormattableString.Invariant($"{result.Splits} splits by {folds} folds") : FormattableString.Invariant($"{result.Splits} random splits"))} from seed {result.Seed}; trainers: {string.Join(", ", result.Trainers.Select(t => $"{t.Key} {t.Value}"))}\n\n");
            Table(text, format, StudyHead, result.Methods.Select(m => (string[])
            [
                m.Name, Number(m.Tau, "0.000"), m.TauLow is null ? "-" : $"{Number(m.TauLow, "0.000")} to {Number(m.TauHigh, "0.000")}",
                Number(m.R2, "0.000"), Number(m.RootMeanSquaredError * 100, "0.00"), Number(m.MedianAbsoluteError * 100, "0.00"),
            ]));
            text.Append(CultureInfo.InvariantCulture, $"\n{result.Confidence:0%} intervals hold {result.Coverage:0.0%} (sd over splits {result.CoverageDeviation:0.0%}), median width {result.MedianWidth * 100:0.00} points; the domain check calls {result.Outside:0.0%} outside.\n\n");
        }

        return text.ToString();
    }

    /// <summary>A test of a calibrator.</summary>
    public static string Of(TransferResult result, OutputFormat format)
    {
        var text = Title(format, $"Calibration {result.Calibration}, asked about {result.Rows} models");
        text.Append(CultureInfo.InvariantCulture, $"{result.Unpredicted} lack a score that it takes; of the others {result.Outside} are outside its domain (GA1004), {result.OutsideByScores} of them for their scores.\n");
        foreach (var condition in result.Conditions) text.Append(CultureInfo.InvariantCulture, $"{condition}\n");
        FitMetrics[] fits = [.. new[] { result.Inside, result.All }.OfType<FitMetrics>()];
        if (fits.Length == 0) return text.ToString();
        text.Append('\n');
        Table(text, format, FitHead, fits.Select(Fit));
        if (result.CoverageInside is { } coverage) text.Append(CultureInfo.InvariantCulture, $"\nThe {result.Confidence:0%} interval holds {coverage:0.0%} of those inside.\n");
        return text.ToString();
    }

    private static StringBuilder Title(OutputFormat format, string title) => new StringBuilder().Append(format == OutputFormat.Markdown ? "# " : "").Append(title).Append("\n\n");

    private static string Conditions(CalibrationConditions conditions) => string.Create(CultureInfo.InvariantCulture,
        $"scored with {conditions.BatchSize?.ToString(CultureInfo.InvariantCulture) ?? "?"} samples of {(conditions.Synthetic switch { true => "synthetic", false => "real", null => "unknown" })} data of shape {conditions.InputShape ?? "?"}, {conditions.Classes?.ToString(CultureInfo.InvariantCulture) ?? "?"} classes, {conditions.BatchNorm?.ToString() ?? "unknown"} batch norm, loss {conditions.Loss ?? "cross-entropy"}");

    private static string[] Fit(FitMetrics fit) =>
    [
        fit.Name, Number(fit.R2, "0.000"), Number(fit.RootMeanSquaredError * 100, "0.00"), Number(fit.MeanAbsoluteError * 100, "0.00"),
        Number(fit.MedianAbsoluteError * 100, "0.00"), Number(fit.Tau, "0.000"),
    ];

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";

    private static void Table(StringBuilder text, OutputFormat format, string[] head, IEnumerable<string[]> rows)
    {
        if (format == OutputFormat.Markdown) CorrelationTables.AppendMarkdown(text, head, rows);
        else CorrelationTables.AppendAligned(text, head, rows);
    }
}
