using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Reporting.Html;

/// <summary>The view of one model: what it comes to, why, and what was measured.</summary>
internal static class ModelSection
{
    /// <param name="html">The page.</param>
    /// <param name="judged">The model.</param>
    /// <param name="number">Its number in the report, from 1.</param>
    /// <param name="report">The report.</param>
    /// <param name="history">Its scores over time, oldest first; may be empty.</param>
    public static void Write(HtmlText html, JudgedModel judged, int number, Report report, IReadOnlyList<DatedScores> history)
    {
        var model = judged.Report;
        html.Line($"<section id=\"model-{number}\" class=\"view\" aria-labelledby=\"model-{number}-title\">");
        html.Line($"<h2 id=\"model-{number}-title\" tabindex=\"-1\">{model.Name} <span class=\"badge {HtmlReportWriter.Verdict(judged)}\">{HtmlReportWriter.Verdict(judged)}</span></h2>");
        if (judged.Verdict.Reason is { } reason) html.Line($"<p>{reason}</p>");
        if (judged.AllFindings.Any())
        {
            html.Line($"<h3>Findings</h3>");
            html.Line($"<ul class=\"findings\">");
            foreach (var finding in judged.AllFindings) FindingItem.Write(html, finding, "");
            html.Line($"</ul>");
        }

        Plots(html, judged, number, report, history);
        ModelTables.Write(html, model, number, history);
        Facts(html, judged, report);
        html.Line($"</section>");
    }

    private static void Plots(HtmlText html, JudgedModel judged, int number, Report report, IReadOnlyList<DatedScores> history)
    {
        var model = judged.Report;
        html.Line($"<div class=\"plots\">");
        if (model.Gradients is { } gradients)
        {
            var part = gradients.Samples.Count < gradients.LiveSamples ? FormattableString.Invariant($"{gradients.Samples.Count} of {gradients.LiveSamples}") : FormattableString.Invariant($"{gradients.Samples.Count}");
            Figure(html, "gram", number, $"Gram matrix: cosines between the gradients of {part} samples{(gradients.Labels is null ? "" : ", sorted by class")} (seed {gradients.Seed}). Red pairs work against each other, blue ones agree, and an even blue means that samples cannot be told apart.");
            Figure(html, "spectrum", number, $"Eigenvalues of that matrix, largest first, on a logarithmic scale. Were all gradients independent, each would be 1 (line); what is below 0.0001 counts as nothing.");
        }

        if (model.Layers.Count > 0) Figure(html, "layers", number, $"Conflict (circles) and collapse (squares) by layer along the network, from the input down to the output, with the standard deviation over the seeds; lower is better.");
        if (history.Count > 0) Figure(html, "history", number, $"Conflict (circles) and collapse (squares) over time, against the limits for an error.");
        if (report.Calibration is { Scatter.Count: > 0 } calibration && judged.ExpectedAccuracy is { Value: not null } estimate)
        {
            var outside = estimate.IsInDomain ? "" : " It is outside the calibration's domain, so the numbers mean nothing.";
            Figure(html, "calibration", number, $"Expected accuracy of this model (line) with its {Numbers.Number(estimate.Confidence * 100, "0.##")}% interval (band), among the {calibration.Models} models of the calibration {calibration.Name}: each was predicted without its having been seen, and lies on the diagonal where the prediction came true.{outside}");
        }

        html.Line($"</div>");
    }

    private static void Figure(HtmlText html, string plot, int number, string caption) =>
        html.Line($"<figure data-plot=\"{plot}\" data-model=\"{number - 1}\"><div class=\"plot\"></div><figcaption>{caption}</figcaption></figure>");

    private static void Facts(HtmlText html, JudgedModel judged, Report report)
    {
        var model = judged.Report;
        html.Line($"<h3>What was scored</h3>");
        html.Line($"<dl>");
        Fact(html, "model", model.FullName);
        if (model.Source is { } source) Fact(html, "source", FormattableString.Invariant($"{report.Origin.Shown(source.File)}:{source.Line}"));
        Fact(html, "input", model.InputShape.Count == 0 ? "a number" : string.Join(" × ", model.InputShape));
        Fact(html, "classes", model.Classes == 0 ? "none" : FormattableString.Invariant($"{model.Classes}"));
        Fact(html, "data", model.Data is { } data ? $"{data.Kind}: {data.Name}" : "not read");
        Fact(html, "loss", model.Loss ?? "not chosen");
        Fact(html, "size", $"{Numbers.Count(model.Size?.Params)} parameters, {Numbers.Count(model.Size?.Macs)} MACs, {Numbers.Count(model.Size?.TrainableLayers)} layers");
        if (judged.ExpectedAccuracy is { } expected)
        {
            var why = expected.Outside.Count == 0 ? "" : $": {string.Join("; ", expected.Outside)}";
            Fact(html, "expected accuracy", $"{Numbers.Estimate(expected)}{why}, by {expected.Calibration}");
        }

        Fact(html, "seeds", string.Join(", ", model.Seeds));
        Fact(html, "engine", $"{model.Engine ?? "none"}, {model.Device ?? "no device"}, TorchSharp {model.TorchSharp ?? "not loaded"}, {Numbers.Number(model.Seconds, "0.0")} s");
        html.Line($"</dl>");
    }

    private static void Fact(HtmlText html, string name, string value) => html.Line($"<div><dt>{name}</dt><dd>{value}</dd></div>");
}
