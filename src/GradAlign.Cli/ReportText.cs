using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Reporting.Html;

namespace GradAlign.Cli;

/// <summary>A report in any format, for every command that writes one.</summary>
internal static class ReportText
{
    public static string Of(Report report, OutputFormat format) => format switch
    {
        OutputFormat.Json => JsonReportWriter.Write(report),
        OutputFormat.Markdown => MarkdownReportWriter.Write(report),
        OutputFormat.Sarif => SarifReportWriter.Write(report),
        OutputFormat.Html => HtmlReportWriter.Write(report),
        _ => ConsoleReport.Render(report),
    };
}
