using System.Globalization;
using System.Text;
using GradAlign.Analyzer.Metrics;

namespace GradAlign.FieldSet.Tests;

/// <summary>The set as a table, one line a model.</summary>
internal static class FieldTable
{
    /// <param name="scores">The set's reports.</param>
    public static string Of(FieldScores scores)
    {
        var table = new StringBuilder().AppendLine("| model | idiom | engine | conflict | collapse | conflict, float32 | MACs | seconds |").AppendLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var model in FieldModel.All)
        {
            var (report, single) = (scores.Float64[model.Name], scores.Float32[model.Name]);
            var error = report.Findings.FirstOrDefault(f => f.Severity == Analyzer.Verdicts.Severity.Error);
            table.AppendLine(CultureInfo.InvariantCulture,
                $"| {model.Name} | {model.Idiom} | {report.Engine ?? error?.Id} | {Shown(report[ScoreCatalog.Conflict])} | {Shown(report[ScoreCatalog.Collapse])} | {Shown(single[ScoreCatalog.Conflict])} | {report.Size?.Macs} | {report.Seconds:0.00}, {single.Seconds:0.00} |");
        }

        foreach (var report in FieldModel.All.Select(m => scores.Float64[m.Name]))
        {
            foreach (var finding in report.Findings.Where(f => f.Id is not "GA0008")) table.AppendLine(CultureInfo.InvariantCulture, $"{report.Name}: {finding.Id} {finding.Message}");
        }

        return table.ToString();
    }

    private static string Shown(ScoreSummary? score) => score?.Mean?.ToString("0.000", CultureInfo.InvariantCulture) ?? "";
}
