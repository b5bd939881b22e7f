using System.Security.Cryptography;
using System.Text;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Reporting.Html;

/// <summary>
/// Writes a report as one HTML page that needs nothing beside it: it opens from disk, loads nothing, and may run no script but its own
/// (by its content security policy).
/// </summary>
public static class HtmlReportWriter
{
    private static readonly string[] Scripts = ["d3.min.js", "plot.umd.min.js", "plots.js", "page.js"];

    /// <summary>The page.</summary>
    /// <param name="report">The report.</param>
    /// <param name="history">By the name of a model its scores over time, oldest first; null: no history is shown.</param>
    public static string Write(Report report, IReadOnlyDictionary<string, IReadOnlyList<DatedScores>>? history = null)
    {
        history ??= new Dictionary<string, IReadOnlyList<DatedScores>>();
        var scripts = Scripts.Select(Resource).ToArray();
        var html = new HtmlText();
        html.Line($"<!DOCTYPE html>");
        html.Line($"<html lang=\"en\">");
        html.Line($"<head>");
        html.Line($"<meta charset=\"utf-8\">");
        html.Line($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src {string.Join(' ', scripts.Select(Hash))}; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'\">");
        html.Line($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        html.Line($"<meta name=\"color-scheme\" content=\"light dark\">");
        html.Line($"<meta name=\"generator\" content=\"{report.Tool.Name} {report.Tool.Version}\">");
        html.Line($"<title>GradAlign report</title>");
        html.Trusted($"<style>\n{Resource("page.css")}</style>\n");
        html.Line($"</head>");
        html.Line($"<body>");
        Body(html, report, history);
        // Encoded by the default encoder, JSON holds no character that HTML would read.
        html.Trusted($"<script type=\"application/json\" id=\"data\">{PlotData.Write(report, history)}</script>\n");
        html.Trusted($"<!-- d3: {Resource("d3.LICENSE.txt")}-->\n<!-- Observable Plot: {Resource("plot.LICENSE.txt")}-->\n");
        foreach (var script in scripts)
        {
            html.Trusted($"<script>{script}</script>\n");
        }

        html.Line($"</body>");
        html.Line($"</html>");
        return html.ToString();
    }

    private static void Body(HtmlText html, Report report, IReadOnlyDictionary<string, IReadOnlyList<DatedScores>> history)
    {
        html.Line($"<a class=\"skip\" href=\"#content\">Skip to the content</a>");
        html.Line($"<header><h1>GradAlign report</h1><p>{report.Tool.Name} {report.Tool.Version}, n = {report.Options.BatchSize}, {report.Options.Repeats} seeds from {report.Options.Seed}, batch norm {BatchNorm(report.Options.BatchNorm)}; {report.Environment.OperatingSystem}, {report.Environment.DotNet}, {report.Environment.Architecture}, {report.Environment.CpuCount} processors</p></header>");
        html.Line($"<div class=\"frame\">");
        html.Line($"<nav aria-label=\"Report\"><ul>");
        html.Line($"<li><a href=\"#overview\">All models</a></li>");
        foreach (var (model, i) in report.Models.Select((m, i) => (m, i)))
        {
            html.Line($"<li><a href=\"#model-{i + 1}\">{model.Report.Name} <span class=\"badge {Verdict(model)}\">{Verdict(model)}</span></a></li>");
        }

        html.Line($"<li><a href=\"#rules\">Rules</a></li>");
        html.Line($"</ul></nav>");
        html.Line($"<main id=\"content\" tabindex=\"-1\">");
        Overview.Write(html, report);
        foreach (var (model, i) in report.Models.Select((m, i) => (m, i)))
        {
            ModelSection.Write(html, model, i + 1, report, history.GetValueOrDefault(model.Report.Name) ?? []);
        }

        RuleSection.Write(html, report);
        html.Line($"</main>");
        html.Line($"</div>");
    }

    /// <summary>A verdict in a word: <c>pass</c>, <c>warning</c>, <c>fail</c> or <c>inconclusive</c>.</summary>
    internal static string Verdict(JudgedModel model) => model.Verdict.Outcome switch
    {
        Outcome.Fail => "fail",
        Outcome.Inconclusive => "inconclusive",
        _ => model.AllFindings.Any(f => f.Severity == Severity.Warning) ? "warning" : "pass",
    };

    private static string BatchNorm(BatchNormMode mode) => mode switch { BatchNormMode.PerSample => "per sample", BatchNormMode.Frozen => "frozen", _ => "of the batch" };

    private static string Hash(string script) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReportWriter).Assembly.GetManifestResourceStream($"page/{name}")
            ?? throw new InvalidOperationException($"the resource {name} is missing");
        using var reader = new StreamReader(stream);
        // As a browser reads it, of which the hash is taken.
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
