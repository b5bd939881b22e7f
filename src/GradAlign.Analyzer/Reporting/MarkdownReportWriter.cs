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
        Line(text, $"| model | conflict | collapse | params | MACs | layers | dead | verdict |");
        Line(text, $"| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
        foreach (var (model, verdict) in report.Models)
        {
            Line(text, $"| {Escape(model.Name)} | {Score(model[ScoreCatalog.Conflict])} | {Score(model[ScoreCatalog.Collapse])} | {Count(model.Size?.Params)} | {Count(model.Size?.Macs)} | {Count(model.Size?.TrainableLayers)} | {Number(model[ScoreCatalog.DeadLayers]?.Mean, "0.#")} | {verdict.Outcome} |");
        }

        foreach (var model in report.Models)
        {
            Model(text, model);
        }

        if (report.Findings.Count > 0)
        {
            Line(text, $"");
            Line(text, $"## Project");
            Line(text, $"");
            foreach (var (finding, model, source) in report.Findings)
            {
                var place = source is null ? "" : $" ({source.File}:{source.Line})";
                Finding(text, finding, Escape(model is null ? place : $" {model}{place}"));
            }
        }

        Line(text, $"");
        Line(text, $"{report.Tool.Name} {report.Tool.Version}, n = {report.Options.BatchSize}, {report.Options.Repeats} seeds from {report.Options.Seed}, batch norm {report.Options.BatchNorm}, {report.Options.Precision}; {Escape(report.Environment.OperatingSystem)}, {Escape(report.Environment.DotNet)}, {report.Environment.Architecture}, {report.Environment.CpuCount} processors.");
        return text.ToString();
    }

    private static void Model(StringBuilder text, JudgedModel judged)
    {
        var (model, verdict) = judged;
        Line(text, $"");
        Line(text, $"## {Escape(model.Name)}");
        Line(text, $"");
        Line(text, $"**{verdict.Outcome}**{(verdict.Reason is null ? "" : ": " + Escape(verdict.Reason))}. {Escape(model.FullName)}{(model.Source is { } source ? $", {Escape(source.File)}:{source.Line}" : "")}; data {Escape(model.Data is { } data ? $"{data.Kind}: {data.Name}" : "not read")}; loss {Escape(model.Loss ?? "not chosen")}; device {model.Device ?? "not chosen"}.");
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
            Line(text, $"| {Escape(definition?.Title ?? score.Key)} | {Score(score)} | {definition?.Range} | {definition?.Better} |");
        }
    }

    private static void Finding(StringBuilder text, Finding finding, string place) =>
        Line(text, $"- {finding.Severity} [{finding.Id}]({Rules.All.FirstOrDefault(r => r.Id == finding.Id)?.HelpPage}){place}: {Escape(finding.Message)}");

    private static string Score(ScoreSummary? score) => score switch
    {
        null => "–",
        { State: ScoreState.NotApplicable } => "n/a",
        { State: ScoreState.Undefined } => "undefined",
        { Values.Count: > 1 } => $"{Number(score.Mean, "0.000")} ± {Number(score.StandardDeviation, "0.000")}",
        _ => Number(score.Mean, "0.000"),
    };

    private static string Count(long? count) => count?.ToString("N0", CultureInfo.InvariantCulture) ?? "–";

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";

    private static string Escape(string text) => MarkdownText.Escape(text);

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
