using System.Globalization;
using System.Text.Json;
using CsvHelper;

namespace GradAlign.Cli;

/// <summary>Rows of a CSV or JSONL file, or of a report of <c>gradalign score --format json</c>, as texts by column.</summary>
internal static class TableFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="ScoreFailure">It cannot be read.</exception>
    public static List<Dictionary<string, string>> Rows(string path)
    {
        try
        {
            return Path.GetExtension(path) switch
            {
                ".jsonl" => JsonLines(path),
                ".json" => ReportRows.Read(File.ReadAllText(path)) ?? JsonLines(path),
                _ => CsvRows(path),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or CsvHelperException)
        {
            throw new ScoreFailure(ExitCode.BadArguments, $"{path} cannot be read: {e.Message.Split('\n')[0].TrimEnd()}");
        }
    }

    /// <summary>Ends the command where a column is missing.</summary>
    /// <exception cref="ScoreFailure">It is, or there are no rows.</exception>
    public static void Require(List<Dictionary<string, string>> rows, string path, string column)
    {
        if (!Has(rows, column))
        {
            throw new ScoreFailure(ExitCode.BadArguments, rows.Count == 0 ? $"{path} has no rows." : $"{path} has no column '{column}'. It has: {string.Join(", ", rows[0].Keys)}.");
        }
    }

    /// <summary>Whether there is such a column.</summary>
    public static bool Has(List<Dictionary<string, string>> rows, string column) => rows.Count > 0 && rows[0].ContainsKey(column);

    /// <summary>Whether every cell of a column is a number or empty.</summary>
    public static bool IsNumeric(List<Dictionary<string, string>> rows, string column) =>
        rows.All(r => r[column].Length == 0 || double.TryParse(r[column], NumberStyles.Float, CultureInfo.InvariantCulture, out _));

    /// <summary>A number; null where it is empty or not finite: undefined.</summary>
    /// <exception cref="ScoreFailure">It is no number.</exception>
    public static double? Number(string text, string path, string column) =>
        text.Length == 0 ? null
        : !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? throw new ScoreFailure(ExitCode.BadArguments, $"{path}: '{text}' in column '{column}' is not a number.")
        : double.IsFinite(value) ? value : null;

    private static List<Dictionary<string, string>> JsonLines(string path) =>
        Unified([.. File.ReadLines(path).Where(l => !string.IsNullOrWhiteSpace(l)).Select(JsonRow)]);

    /// <summary>Rows with the same columns each, empty where a row had none.</summary>
    public static List<Dictionary<string, string>> Unified(IReadOnlyList<Dictionary<string, string>> rows)
    {
        string[] columns = [.. rows.SelectMany(r => r.Keys).Distinct()];
        return [.. rows.Select(r => columns.ToDictionary(c => c, c => r.GetValueOrDefault(c, "")))];
    }

    private static Dictionary<string, string> JsonRow(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.ValueKind == JsonValueKind.Object
            ? json.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString())
            : throw new JsonException("a line is not an object.");
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

        if (csv.HeaderRecord!.GroupBy(h => h).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ScoreFailure(ExitCode.BadArguments, $"{path} has the column '{twice.Key}' more than once.");
        }

        while (csv.Read())
        {
            rows.Add(csv.HeaderRecord!.Select((name, i) => (name, value: csv.TryGetField<string>(i, out var field) ? field ?? "" : "")).ToDictionary(c => c.name, c => c.value));
        }

        return rows;
    }
}
