using System.Globalization;
using CsvHelper;

namespace GradAlign.NasBench.Timings;

/// <summary>Medians over the cells of a file of timings.</summary>
internal static class TimingTable
{
    /// <summary>A line a score, the cheapest first, in Markdown.</summary>
    /// <param name="path">The file.</param>
    public static IEnumerable<string> Lines(string path)
    {
        var rows = Read(path);
        yield return "| score | alone, ms | alone / floor | least to most | added to a scoring, ms | added / floor |";
        yield return "| --- | ---: | ---: | --- | ---: | ---: |";
        yield return string.Create(CultureInfo.InvariantCulture, $"| floor: one forward and backward pass | {Median(rows.DistinctBy(r => r.Cell).Select(r => r.Floor)):0.#} | 1 | | | |");
        foreach (var score in rows.GroupBy(r => r.Score).OrderBy(g => Median(g.Select(r => r.AloneRatio))))
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"| `{score.Key}` | {Median(score.Select(r => r.Alone)):0.#} | {Median(score.Select(r => r.AloneRatio)):0.00} | {score.Min(r => r.AloneRatio):0.00} to {score.Max(r => r.AloneRatio):0.00} | {Added(score.Select(r => r.Added), "0.#")} | {Added(score.Select(r => r.AddedRatio), "0.00")} |");
        }
    }

    private static string Added(IEnumerable<double?> values, string format)
    {
        double[] defined = [.. values.OfType<double>()];
        return defined.Length == 0 ? "" : Median(defined).ToString(format, CultureInfo.InvariantCulture);
    }

    private static double Median(IEnumerable<double> values) => MathNet.Numerics.Statistics.Statistics.Median(values);

    private static List<(string Cell, string Score, double Floor, double Alone, double AloneRatio, double? Added, double? AddedRatio)> Read(string path)
    {
        using var reader = new StreamReader(path);
        using var csv = new CsvReader(reader, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var rows = new List<(string, string, double, double, double, double?, double?)>();
        while (csv.Read())
        {
            rows.Add((csv.GetField(0)!, csv.GetField("score")!, csv.GetField<double>("floor_ms"), csv.GetField<double>("alone_ms"), csv.GetField<double>("alone_ratio"),
                csv.GetField<double?>("added_ms"), csv.GetField<double?>("added_ratio")));
        }

        return rows;
    }
}
