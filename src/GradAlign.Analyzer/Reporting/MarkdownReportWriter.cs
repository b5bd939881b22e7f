using System.Globalization;
using System.Text;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Reporting;

/// <summary>Writes a report as Markdown, for pull requests and job summaries.</summary>
public static class MarkdownReportWriter
{
    /// <summary>The report as Markdown.</summary>
    /// <param name="report">The report.</param>
    public static string Write(Report report)
    {
        var text = new StringBuilder();
        Line(text, $"# GradAlign");
        Line(text, $"");
        var accuracy = report.Calibration is not null;
        Line(text, $"| model | conflict | collapse |{(accuracy ? " expected accuracy |" : "")} params | MACs | layers | dead | verdict |");
        Line(text, $"| --- | ---: | ---: |{(accuracy ? " ---: |" : "")} ---: | ---: | ---: | ---: | --- |");
        foreach (var judged in report.Models)
        {
            var (model, verdict) = judged;
            Line(text, $"| {Escape(model.Name)} | {Numbers.Score(model[ScoreCatalog.Conflict])} | {Numbers.Score(model[ScoreCatalog.Collapse])} |{(accuracy ? $" {Numbers.Estimate(judged.ExpectedAccuracy)} |" : "")} {Numbers.Count(model.Size?.Params)} | {Numbers.Count(model.Size?.Macs)} | {Numbers.Count(model.Size?.TrainableLayers)} | {Numbers.Number(model[ScoreCatalog.DeadLayers]?.Mean, "0.#")} | {verdict.Outcome} |");
        }

        if (report.Calibration is { } calibration)
        {
            Line(text, $"");
            Line(text, $"Expected accuracy after training, by the calibration {Escape(calibration.Name)} from {calibration.Models} trained models, whose median error on models that it had not seen was {Numbers.Number(calibration.MedianAbsoluteError * 100, "0.0")} points.");
        }

        foreach (var model in report.Models)
        {
            Model(text, model, report.Origin);
        }

        if (report.Findings.Count > 0)
        {
            Line(text, $"");
            Line(text, $"## Project");
            Line(text, $"");
            foreach (var (finding, model, source) in report.Findings)
            {
                var place = source is null ? "" : $" ({report.Origin.Shown(source.File)}:{source.Line})";
                Finding(text, finding, Escape(model is null ? place : $" {model}{place}"));
            }
        }

        Line(text, $"");
        Line(text, $"{report.Tool.Name} {report.Tool.Version}, n = {report.Options.BatchSize}, {report.Options.Repeats} seeds from {report.Options.Seed}, batch norm {report.Options.BatchNorm}, {report.Options.Precision}; {Escape(report.Environment.OperatingSystem)}, {Escape(report.Environment.DotNet)}, {report.Environment.Architecture}, {report.Environment.CpuCount} processors.");
        return text.ToString();
    }

    private static void Model(StringBuilder text, JudgedModel judged, ReportOrigin origin)
    {
        var (model, verdict) = judged;
        Line(text, $"");
        Line(text, $"## {Escape(model.Name)}");
        Line(text, $"");
        Line(text, $"**{verdict.Outcome}**{(verdict.Reason is null ? "" : ": " + Escape(verdict.Reason))}. {Escape(model.FullName)}{(model.Source is { } source ? $", {Escape(origin.Shown(source.File))}:{source.Line}" : "")}; data {Escape(model.Data is { } data ? $"{data.Kind}: {data.Name}" : "not read")}; loss {Escape(model.Loss ?? "not chosen")}; device {Escape(model.Device ?? "not chosen")}.");
        if (judged.AllFindings.Any())
        {
            Line(text, $"");
            foreach (var finding in judged.AllFindings)
            {
                Finding(text, finding, "");
            }
        }

        if (model.Scores.Count == 0)
        {
            return;
        }

        Line(text, $"");
        Line(text, $"| score | value | range | better |");
        Line(text, $"| --- | ---: | --- | --- |");
        foreach (var score in model.Scores)
        {
            var definition = model.DefinitionOf(score.Key);
            Line(text, $"| {Escape(definition?.Title ?? score.Key)} | {Numbers.Score(score)} | {definition?.Range} | {definition?.Better} |");
        }
    }

    private static void Finding(StringBuilder text, Finding finding, string place) =>
        Line(text, $"- {finding.Severity} {Rule(finding.Id)}{place}: {Escape(finding.Message)}");

    // A path within this project's documentation would lead nowhere from a pull request of another.
    private static string Rule(string id) => RulePage.Address is { } address ? $"[{id}]({address}{id}.md)" : id;

    private static string Escape(string text) => MarkdownText.Escape(text);

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
