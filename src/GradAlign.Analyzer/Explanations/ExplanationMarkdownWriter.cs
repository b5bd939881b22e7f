using System.Text;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;

namespace GradAlign.Analyzer.Explanations;

/// <summary>Writes the explanations of a report's models as Markdown.</summary>
public static class ExplanationMarkdownWriter
{
    /// <summary>The explanations as Markdown.</summary>
    /// <param name="report">A report with explanations.</param>
    public static string Write(Report report)
    {
        var text = new StringBuilder();
        foreach (var judged in report.Models)
        {
            var model = judged.Report;
            Line(text, $"# {MarkdownText.Escape(model.Name)}");
            Line(text, "");
            Line(text, MarkdownText.Escape(ExplanationHeadline.Of(model)));
            foreach (var finding in judged.AllFindings)
            {
                Line(text, "");
                Line(text, $"- {finding.Severity} [{finding.Id}](docs/rules/{finding.Id}.md): {MarkdownText.Escape(finding.Message)}");
            }

            foreach (var table in ExplanationTables.Of(model))
            {
                Line(text, "");
                Line(text, $"## {table.Title}");
                Line(text, "");
                Line(text, Row(table.Columns));
                Line(text, Row(table.Columns.Select((_, i) => i < table.TextColumns ? "---" : "---:")));
                foreach (var row in table.Rows) Line(text, Row(row.Select(MarkdownText.Escape)));
            }

            Line(text, "");
        }

        return text.ToString();
    }

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
