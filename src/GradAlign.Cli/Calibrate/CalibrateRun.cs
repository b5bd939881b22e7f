using System.Text.Json;
using GradAlign.Analyzer.Calibration;
using GradAlign.Analyzer.Reporting;

namespace GradAlign.Cli.Calibrate;

/// <summary>Runs <c>calibrate</c>: read, check, cross-validate, write.</summary>
internal static class CalibrateRun
{
    public static async Task<int> ExecuteAsync(CalibrateSettings settings, OutputSettings output, CancellationToken cancellation)
    {
        output.RequireWritable();
        if (settings.Splits > 0)
        {
            var results = Reading(() =>
            {
                var table = TableChecks.Check(CalibrationRows.Read(settings), settings.Options);
                if (settings.Folds is { } folds) return (table.Notes, Results: [CalibrationStudy.CrossValidate(table, folds, settings.Splits, settings.Options)]);
                int[] train = settings.Train.Count > 0 ? [.. settings.Train] : [table.Accuracy.Length / 2];
                return (table.Notes, Results: train.Select(t => CalibrationStudy.Run(table, t, settings.Splits, settings.Options)).ToArray());
            });
            foreach (var note in results.Notes) await Console.Error.WriteLineAsync($"note: {note}");
            await output.WriteAsync(
                output.Format == OutputFormat.Json ? JsonSerializer.Serialize(results.Results, GradAlignJson.Indented) + "\n" : CalibrationTables.Of(results.Results, output.Format),
                cancellation);
            return ExitCode.Pass;
        }

        RequireOut(settings.Out);
        var calibrator = Reading(() => CalibratorTraining.Train(TableChecks.Check(CalibrationRows.Read(settings), settings.Options), settings.Options, ToolVersion.Current));
        CalibratorFile.Write(Path.GetFullPath(settings.Out!), calibrator);
        await output.WriteAsync(
            output.Format == OutputFormat.Json ? JsonSerializer.Serialize(calibrator.Manifest, GradAlignJson.Indented) + "\n" : CalibrationTables.Of(calibrator.Manifest, output.Format),
            cancellation);
        return ExitCode.Pass;
    }

    /// <summary>What calibration refuses is a mistake in the arguments.</summary>
    public static T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CalibrationException e)
        {
            throw new ScoreFailure(ExitCode.BadArguments, e.Message);
        }
    }

    private static void RequireOut(string? path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new ScoreFailure(ExitCode.BadArguments, "--out is missing: name the file of the calibrator, such as mine.zip; or measure with --evaluate.");
        }

        if (Directory.Exists(path) || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
        {
            throw new ScoreFailure(ExitCode.BadArguments, $"--out {path} cannot be written: its folder must exist, and it must be a file.");
        }
    }
}
