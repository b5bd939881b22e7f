using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Reporting.Html;

/// <summary>All models on one view: against their limits as a plot, and as a table.</summary>
internal static class Overview
{
    private static readonly string[] Verdicts = ["fail", "inconclusive", "warning", "pass"];

    public static void Write(HtmlText html, Report report)
    {
        html.Line($"<section id=\"overview\" class=\"view\" aria-labelledby=\"overview-title\">");
        html.Line($"<h2 id=\"overview-title\" tabindex=\"-1\">All models</h2>");
        html.Line($"<p>{Counts(report)}</p>");
        Findings(html, report);
        if (report.Models.Count > 0)
        {
            html.Line($"<figure data-plot=\"overview\"><div class=\"plot\"></div><figcaption>Conflict and collapse of every model, lower is better: mean (large dot), standard deviation (bar) and single seeds (small dots), against the limits for a warning (dashed) and an error (solid). The numbers are in the table below.</figcaption></figure>");
            Table(html, report);
        }

        html.Line($"</section>");
    }

    private static string Counts(Report report)
    {
        var counts = Verdicts
            .Select(v => (Verdict: v, Count: report.Models.Count(m => HtmlReportWriter.Verdict(m) == v)))
            .Where(c => c.Count > 0)
            .Select(c => FormattableString.Invariant($"{c.Count} {c.Verdict}"));
        return FormattableString.Invariant($"{report.Models.Count} {(report.Models.Count == 1 ? "model" : "models")}: ") + (report.Models.Count == 0 ? "nothing was measured" : string.Join(", ", counts)) + ".";
    }

    private static void Findings(HtmlText html, Report report)
    {
        if (report.Findings.Count == 0) return;
        html.Line($"<h3>Findings about the project</h3>");
        html.Line($"<ul class=\"findings\">");
        foreach (var (finding, model, place) in report.Findings)
        {
            FindingItem.Write(html, finding, $"{model}{(place is null ? "" : $"{(model is null ? "" : ", ")}{report.Origin.Shown(place.File)}{(place.Line > 0 ? FormattableString.Invariant($":{place.Line}") : "")}")}");
        }

        html.Line($"</ul>");
    }

    private static void Table(HtmlText html, Report report)
    {
        html.Line($"<div class=\"scroll\" role=\"region\" aria-label=\"Table of all models\" tabindex=\"0\"><table>");
        html.Line($"<thead><tr><th scope=\"col\">model</th><th scope=\"col\">verdict</th><th scope=\"col\" class=\"number\">conflict</th><th scope=\"col\" class=\"number\">limits</th><th scope=\"col\" class=\"number\">collapse</th><th scope=\"col\" class=\"number\">limits</th>");
        if (report.Calibration is not null) html.Line($"<th scope=\"col\" class=\"number\">expected accuracy</th>");
        html.Line($"<th scope=\"col\" class=\"number\">parameters</th><th scope=\"col\" class=\"number\">MACs</th><th scope=\"col\" class=\"number\">layers</th><th scope=\"col\" class=\"number\">dead</th></tr></thead>");
        html.Line($"<tbody>");
        foreach (var (model, i) in report.Models.Select((m, i) => (m, i)))
        {
            var (measured, limits) = (model.Report, model.Limits);
            html.Line($"<tr><th scope=\"row\"><a href=\"#model-{i + 1}\">{measured.Name}</a></th><td><span class=\"badge {HtmlReportWriter.Verdict(model)}\">{HtmlReportWriter.Verdict(model)}</span></td><td class=\"number\">{Numbers.Score(measured[ScoreCatalog.Conflict])}</td><td class=\"number\">{Limits(limits?.WarnConflict, limits?.MaxConflict)}</td><td class=\"number\">{Numbers.Score(measured[ScoreCatalog.Collapse])}</td><td class=\"number\">{Limits(limits?.WarnCollapse, limits?.MaxCollapse)}</td>");
            if (report.Calibration is not null) html.Line($"<td class=\"number\">{Numbers.Estimate(model.ExpectedAccuracy)}</td>");
            html.Line($"<td class=\"number\">{Numbers.Count(measured.Size?.Params)}</td><td class=\"number\">{Numbers.Count(measured.Size?.Macs)}</td><td class=\"number\">{Numbers.Count(measured.Size?.TrainableLayers)}</td><td class=\"number\">{Numbers.Number(measured[ScoreCatalog.DeadLayers]?.Mean, "0.#")}</td></tr>");
        }

        html.Line($"</tbody></table></div>");
    }

    // A warning limit beyond the error limit says nothing.
    private static string Limits(double? warn, double? max) => (warn < max || max is null ? warn : null, max) switch
    {
        (null, null) => "none",
        (null, { } error) => Numbers.Number(error, "0.00##"),
        ({ } warning, null) => Numbers.Number(warning, "0.00##") + " (warning)",
        ({ } warning, { } error) => $"{Numbers.Number(warning, "0.00##")}, {Numbers.Number(error, "0.00##")}",
    };
}
