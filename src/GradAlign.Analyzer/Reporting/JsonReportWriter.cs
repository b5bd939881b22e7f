using System.Text.Json;
using System.Text.Json.Nodes;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Reporting;

/// <summary>Writes a report as JSON, described by docs/report-schema.json.</summary>
public static class JsonReportWriter
{
    /// <summary>The report as indented JSON with a newline at its end.</summary>
    /// <param name="report">The report.</param>
    public static string Write(Report report)
    {
        var node = new JsonObject
        {
            ["schemaVersion"] = Report.SchemaVersion,
            ["tool"] = Plain(report.Tool),
            ["environment"] = Plain(report.Environment),
            ["options"] = Plain(report.Options),
            ["limits"] = Plain(report.Limits.InForce(report.Options.BatchSize, report.Options.BatchNorm)),
            ["settings"] = Plain(report.Settings),
            ["models"] = Array(report.Models, Model),
            ["findings"] = Array(report.Findings, f => Finding(f.Finding, f)),
        };
        if (report.Calibration is { } calibration) node["calibration"] = Plain(calibration);
        return node.ToJsonString(GradAlignJson.Indented) + "\n";
    }

    private static JsonNode Model(JudgedModel model)
    {
        var report = model.Report;
        var node = new JsonObject
        {
            ["name"] = report.Name,
            ["fullName"] = report.FullName,
            ["source"] = Plain(report.Source),
            ["inputShape"] = Plain(report.InputShape),
            ["classes"] = report.Classes,
            ["vocabulary"] = report.Vocabulary,
            ["loss"] = report.Loss,
            ["data"] = Plain(report.Data),
            ["device"] = report.Device,
            ["torchSharp"] = report.TorchSharp,
            ["engine"] = report.Engine,
            ["batchNorm"] = Plain(report.BatchNorm),
            ["seeds"] = Plain(report.Seeds),
            ["seconds"] = report.Seconds,
            ["size"] = Plain(report.Size),
            ["limits"] = Plain(model.Limits),
            ["verdict"] = new JsonObject { ["outcome"] = Plain(model.Verdict.Outcome), ["reason"] = model.Verdict.Reason },
            ["scores"] = Array(report.Scores, s => Score(s, report.DefinitionOf(s.Key))),
            ["layers"] = Array(report.Layers, Layer),
            ["gradients"] = Plain(report.Gradients),
            ["findings"] = Array(model.AllFindings, f => Finding(f)),
        };
        if (model.ExpectedAccuracy is { } estimate) node["expectedAccuracy"] = Plain(estimate);
        if (report.Explanation is { } explanation) node["explanation"] = Plain(explanation);
        return node;
    }

    private static JsonNode Layer(LayerReport layer) => new JsonObject
    {
        ["name"] = layer.Name,
        ["kind"] = layer.Kind,
        ["shape"] = Plain(layer.Shape),
        ["isOutput"] = layer.IsOutput,
        ["isEligible"] = layer.IsEligible,
        ["deadSeeds"] = layer.DeadSeeds,
        ["scores"] = Array(layer.Scores, s => Score(s, ScoreCatalog.Find(s.Key))),
    };

    private static JsonObject Score(ScoreSummary score, ScoreDefinition? definition) => new()
    {
        ["key"] = score.Key,
        ["title"] = definition?.Title,
        ["range"] = definition?.Range,
        ["better"] = definition is null ? null : Plain(definition.Better),
        ["state"] = Plain(score.State),
        ["mean"] = score.Mean,
        ["standardDeviation"] = score.StandardDeviation,
        ["values"] = Plain(score.Values),
        ["reason"] = score.Reason,
    };

    private static JsonObject Finding(Finding finding, LocatedFinding? located = null)
    {
        var node = new JsonObject
        {
            ["id"] = finding.Id,
            ["severity"] = Plain(finding.Severity),
            ["message"] = finding.Message,
            ["help"] = Rules.All.FirstOrDefault(r => r.Id == finding.Id)?.HelpPage,
        };
        if (located is not null)
        {
            node["model"] = located.Model;
            node["source"] = Plain<SourceLocation?>(located.Source);
        }

        return node;
    }

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode> write) => new(items.Select(write).ToArray<JsonNode?>());

    private static JsonNode? Plain<T>(T value) => JsonSerializer.SerializeToNode(value, GradAlignJson.Indented);
}
