using System.Globalization;
using System.Text.Json;
using CsvHelper;
using GradAlign.Analyzer.Correlation;
using GradAlign.Analyzer.Metrics;

namespace GradAlign.Cli;

/// <summary>Reads scores and accuracies and puts them together, cell by cell.</summary>
internal static class ScoreTable
{
    // What a study writes beside the scores.
    private static readonly string[] NoScores = ["arch", "hash", "index", "space", "batch_size", "batch_norm", "seed", "repeats", "data", "seconds", "engine", "undefined"];

    /// <summary>The cells that are in both files, in the order of the scores, and how many of the scores have no accuracy.</summary>
    /// <exception cref="ScoreFailure">A file cannot be read, or has no such column.</exception>
    public static (ScoredCells Cells, int Unmatched) Read(CorrelateSettings settings)
    {
        var scores = Rows(settings.Scores);
        var accuracies = Rows(settings.Accuracy);
        var known = settings.Space is { } space ? AccuracySource.Spaces[space]
            : AccuracySource.Spaces.Values.FirstOrDefault(s => Has(scores, s.Identity) && Has(accuracies, s.Identity));
        var identity = settings.Identity ?? known?.Identity ?? throw Missing("name the column that identifies a cell with --identity, or the space with --space");
        var column = settings.Column ?? known?.Accuracy ?? throw Missing("name the column of the accuracy with --column, or the space with --space");
        Require(scores, settings.Scores, identity);
        Require(accuracies, settings.Accuracy, identity);
        Require(accuracies, settings.Accuracy, column);

        var byIdentity = accuracies.DistinctBy(r => r[identity]).ToDictionary(r => r[identity], r => Number(r[column], settings.Accuracy, column));
        if (scores.GroupBy(r => r[identity]).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ScoreFailure(ExitCode.BadArguments, $"{settings.Scores} has the cell {twice.Key} more than once.");
        }

        var rows = scores.Where(r => byIdentity.GetValueOrDefault(r[identity]) is not null).ToArray();
        string[] keys = scores.Count == 0 ? [] : [.. scores[0].Keys.Where(k => k != identity && !NoScores.Contains(k) && IsNumeric(scores, k))];
        return (new(
            [.. rows.Select(r => byIdentity[r[identity]]!.Value)],
            [.. keys.Select(k => new ScoreColumn(k, ScoreCatalog.Find(k)?.Better ?? Better.Neither, [.. rows.Select(r => Number(r[k], settings.Scores, k))]))]),
            scores.Count - rows.Length);

        ScoreFailure Missing(string cure) => new(ExitCode.BadArguments, $"{settings.Scores} and {settings.Accuracy} have no column of a known search space in common: {cure}.");
    }

    private static List<Dictionary<string, string>> Rows(string path)
    {
        try
        {
            return Path.GetExtension(path) is ".jsonl" or ".json"
                ? [.. File.ReadLines(path).Where(l => !string.IsNullOrWhiteSpace(l)).Select(JsonRow)]
                : CsvRows(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or CsvHelperException)
        {
            throw new ScoreFailure(ExitCode.BadArguments, $"{path} cannot be read: {e.Message.Split('\n')[0].TrimEnd()}");
        }
    }

    private static Dictionary<string, string> JsonRow(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString());
    }

    private static List<Dictionary<string, string>> CsvRows(string path)
    {
        using var reader = new StreamReader(path);
        using var csv = new CsvReader(reader, CultureInfo.InvariantCulture);
        var rows = new List<Dictionary<string, string>>();
        if (!csv.Read() || !csv.ReadHeader())
        {
            return rows;
        }

        while (csv.Read())
        {
            rows.Add(csv.HeaderRecord!.Select((name, i) => (name, value: csv.GetField(i) ?? "")).ToDictionary(c => c.name, c => c.value));
        }

        return rows;
    }

    private static bool Has(List<Dictionary<string, string>> rows, string column) => rows.Count > 0 && rows[0].ContainsKey(column);

    private static void Require(List<Dictionary<string, string>> rows, string path, string column)
    {
        if (!Has(rows, column))
        {
            throw new ScoreFailure(ExitCode.BadArguments, rows.Count == 0 ? $"{path} has no rows." : $"{path} has no column '{column}'. It has: {string.Join(", ", rows[0].Keys)}.");
        }
    }

    private static bool IsNumeric(List<Dictionary<string, string>> rows, string column) =>
        rows.All(r => r[column].Length == 0 || double.TryParse(r[column], CultureInfo.InvariantCulture, out _));

    // Empty and non-finite: undefined.
    private static double? Number(string text, string path, string column) =>
        text.Length == 0 ? null
        : !double.TryParse(text, CultureInfo.InvariantCulture, out var value) ? throw new ScoreFailure(ExitCode.BadArguments, $"{path}: '{text}' in column '{column}' is not a number.")
        : double.IsFinite(value) ? value : null;
}
