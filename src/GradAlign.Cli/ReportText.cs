using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Reporting.Html;
using GradAlign.Cli.History;

namespace GradAlign.Cli;

/// <summary>A report in any format, for every command that writes one.</summary>
internal static class ReportText
{
    public static async Task<string> OfAsync(Report report, OutputFormat format, CancellationToken cancellation) => format switch
    {
        OutputFormat.Json => JsonReportWriter.Write(report),
        OutputFormat.Markdown => MarkdownReportWriter.Write(report),
        OutputFormat.Sarif => SarifReportWriter.Write(report),
        OutputFormat.Html => HtmlReportWriter.Write(report, await ReportHistory.OfAsync(report, cancellation)),
        _ => ConsoleReport.Render(report),
    };
}
