using System.Globalization;
using GradAlign.Analyzer;
using GradAlign.Analyzer.Calibration;

namespace GradAlign.Cli.Calibrate;

/// <summary>Reads scores and accuracies for a calibration, and puts them together row by row.</summary>
internal static class CalibrationRows
{
    private const string AccuracyColumn = "accuracy";

    /// <summary>The rows of the scores, in their order.</summary>
    /// <exception cref="ScoreFailure">A file cannot be read, has no such column, or scores were measured in several ways.</exception>
    public static RawTable Read(CalibrateSettings settings)
    {
        var scores = TableFile.Rows(settings.Scores);
        var accuracies = TableFile.Rows(settings.Accuracy);
        var known = settings.Space is { } space ? AccuracySource.Spaces[space]
            : AccuracySource.Spaces.Values.FirstOrDefault(s => TableFile.Has(scores, s.Identity) && TableFile.Has(accuracies, s.Identity) && TableFile.Has(accuracies, s.Accuracy))
            ?? new AccuracySource(ReportRows.Identity, AccuracyColumn);
        var (identity, column) = (settings.Identity ?? known.Identity, settings.Column ?? known.Accuracy);
        TableFile.Require(accuracies, settings.Accuracy, column);
        TableFile.Require(accuracies, settings.Accuracy, identity);
        TableFile.Require(scores, settings.Scores, identity);
        if (settings.Group is { } group) TableFile.Require(scores, settings.Scores, group);

        var byIdentity = accuracies.GroupBy(r => r[identity]).ToDictionary(g => g.Key, g => One(g, settings, column));
        string[] keys = [.. scores[0].Keys.Where(k => k != identity && k != settings.Group && !ScoreTable.NoScores.Contains(k) && TableFile.IsNumeric(scores, k))];
        if (settings.Options.Features.FirstOrDefault(f => scores[0].ContainsKey(f) && !keys.Contains(f)) is { } text)
        {
            var bad = scores.Select(r => r[text]).FirstOrDefault(t => t.Length > 0 && !double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
            throw new ScoreFailure(ExitCode.BadArguments, bad is null
                ? $"--features {text}: the column identifies or describes a row, and is no score."
                : $"--features {text}: {settings.Scores} holds '{bad}' there, which is not a number.");
        }

        return new(
            [.. scores.Select(r => r[identity])],
            [.. scores.Select(r => byIdentity.GetValueOrDefault(r[identity]))],
            [.. keys.Select(k => (k, (IReadOnlyList<double?>)[.. scores.Select(r => TableFile.Number(r[k], settings.Scores, k))]))])
        {
            Groups = settings.Group is { } by ? [.. scores.Select(r => r[by])] : null,
            Conditions = Conditions(scores, settings),
        };
    }

    // Several trainings of one model are told apart by their seeds; what differs without a seed is a mistake.
    private static double? One(IEnumerable<Dictionary<string, string>> rows, CalibrateSettings settings, string column)
    {
        var trainings = rows.Select(r => (Seed: r.GetValueOrDefault("seed", ""), Accuracy: TableFile.Number(r[column], settings.Accuracy, column))).Distinct().ToArray();
        if (trainings.Select(t => t.Accuracy).Distinct().Count() == 1) return trainings[0].Accuracy;
        if (trainings.Select(t => t.Seed).Distinct().Count() < trainings.Length)
        {
            throw new ScoreFailure(ExitCode.BadArguments,
                FormattableString.Invariant($"{settings.Accuracy} gives one model the accuracies {trainings[0].Accuracy} and {trainings.First(t => t.Accuracy != trainings[0].Accuracy).Accuracy}. Keep one, or tell the trainings apart in a column 'seed': then their mean is taken."));
        }

        // A mean of both units would be in neither, and nothing could tell later.
        var seen = trainings.Select(t => t.Accuracy).OfType<double>().ToArray();
        if (settings.Options.Unit == AccuracyUnit.Auto && AccuracyScaling.AreMixed(seen))
        {
            throw new ScoreFailure(ExitCode.BadArguments,
                FormattableString.Invariant($"{settings.Accuracy} gives one model the accuracies {seen.Min()} and {seen.Max()}: fractions and percent seem to be mixed. Correct them, or say --unit percent."));
        }

        return seen.Average();
    }

    private static CalibrationConditions Conditions(List<Dictionary<string, string>> rows, CalibrateSettings settings) => new(
        Whole(Same(rows, settings.Scores, "batch_size")),
        Same(rows, settings.Scores, "batch_norm") is { } mode && Enum.TryParse<BatchNormMode>(mode.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var norm) ? norm : null,
        Same(rows, settings.Scores, "data") is { } data ? data == "synthetic" : null)
    {
        InputShape = settings.InputShape ?? Same(rows, settings.Scores, "input_shape"),
        Classes = settings.Classes ?? Whole(Same(rows, settings.Scores, "classes")),
        Loss = Same(rows, settings.Scores, "loss"),
    };

    private static int? Whole(string? text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Same(List<Dictionary<string, string>> rows, string path, string column)
    {
        if (!rows[0].ContainsKey(column)) return null;
        string[] values = [.. rows.Select(r => r[column]).Where(v => v.Length > 0).Distinct().Take(2)];
        return values.Length < 2 ? values.FirstOrDefault() : throw new ScoreFailure(ExitCode.BadArguments,
            $"{path} was scored in several ways: {column} is {values[0]} and {values[1]}. Such scores are not comparable; keep one of them.");
    }
}
