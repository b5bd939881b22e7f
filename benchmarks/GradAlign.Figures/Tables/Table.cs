using System.Globalization;
using System.Text.Json;
using CsvHelper;

namespace GradAlign.Figures.Tables;

/// <summary>Rows of a CSV file, or of a file of JSON lines, as texts by column.</summary>
internal static class Table
{
    /// <summary>Reads a file.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string path) => Path.GetExtension(path) is ".jsonl" or ".json" ? JsonLines(path) : CsvRows(path);

    /// <summary>A number; null where there is none, or where it is not finite.</summary>
    /// <exception cref="FormatException">It is no number.</exception>
    public static double? Number(this IReadOnlyDictionary<string, string> row, string column)
    {
        var text = row.GetValueOrDefault(column, "");
        if (text.Length == 0) return null;
        return !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? throw new FormatException($"'{text}' in column '{column}' is not a number.")
            : double.IsFinite(value) ? value : null;
    }

    private static List<Dictionary<string, string>> JsonLines(string path) => [.. File.ReadLines(path).Where(l => !string.IsNullOrWhiteSpace(l)).Select(line =>
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString());
    })];

    private static List<Dictionary<string, string>> CsvRows(string path)
    {
        using var reader = new StreamReader(path);
        using var csv = new CsvReader(reader, CultureInfo.InvariantCulture);
        var rows = new List<Dictionary<string, string>>();
        if (!csv.Read() || !csv.ReadHeader()) return rows;
        while (csv.Read()) rows.Add(csv.HeaderRecord!.ToDictionary(column => column, column => csv.GetField(column) ?? ""));
        return rows;
    }
}
