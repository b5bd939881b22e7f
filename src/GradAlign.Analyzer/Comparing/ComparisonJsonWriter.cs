using System.Text.Json;
using System.Text.Json.Nodes;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Snapshots;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Comparing;

/// <summary>Writes a comparison as JSON, described by docs/comparison-schema.json.</summary>
public static class ComparisonJsonWriter
{
    /// <summary>The comparison as indented JSON with a newline at its end.</summary>
    /// <param name="comparison">The comparison.</param>
    public static string Write(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return new JsonObject
        {
            ["schemaVersion"] = Comparison.SchemaVersion,
            ["base"] = comparison.Base.Name,
            ["head"] = comparison.Head.Name,
            ["options"] = new JsonObject
            {
                ["margin"] = comparison.Options.Margin,
                ["inconclusive"] = Plain(comparison.Options.Inconclusive),
                ["gone"] = Plain(comparison.Options.Gone),
            },
            ["outcome"] = Plain(comparison.Outcome),
            ["counts"] = new JsonObject(Enum.GetValues<ModelStatus>().Select(s => KeyValuePair.Create(Name(s), (JsonNode?)comparison.Count(s)))),
            ["models"] = Array(comparison.Models, Model),
            ["findings"] = Array(comparison.Findings, Finding),
        }.ToJsonString(GradAlignJson.Indented) + "\n";
    }

    private static JsonNode Model(ModelChange change) => new JsonObject
    {
        ["name"] = change.Name,
        ["status"] = Plain(change.Status),
        ["reason"] = change.Reason,
        ["base"] = Side(change.Base),
        ["head"] = Side(change.Head),
        ["deciding"] = Array(change.Deciding, Score),
        ["others"] = Array(change.Others, Score),
        ["notes"] = Plain(change.Notes),
        ["finding"] = change.Finding is null ? null : Finding(change.Finding),
    };

    private static JsonObject? Side(ComparedModel? model) => model is null ? null : new JsonObject
    {
        ["problem"] = model.Problem,
        ["loss"] = model.Loss,
        ["engine"] = model.Engine,
        ["device"] = model.Snapshot?.Device,
        ["gradAlign"] = model.Snapshot?.Versions.GradAlign,
        ["torchSharp"] = model.Snapshot?.Versions.TorchSharp,
        ["size"] = Plain(model.Snapshot?.Size),
    };

    private static JsonNode Score(ScoreChange change) => new JsonObject
    {
        ["key"] = change.Key,
        ["kind"] = Plain(change.Kind),
        ["base"] = Values(change.Base),
        ["head"] = Values(change.Head),
        ["difference"] = change.Interval?.Mean,
        // One seed has no interval, and JSON no infinity.
        ["lower"] = change.Interval is { } lower && double.IsFinite(lower.Lower) ? lower.Lower : null,
        ["upper"] = change.Interval is { } upper && double.IsFinite(upper.Upper) ? upper.Upper : null,
    };

    private static JsonObject Values(SnapshotScore score) => new()
    {
        ["state"] = Plain(score.State),
        ["mean"] = score.Values.Count == 0 ? null : score.Mean,
        ["values"] = Plain(score.Values),
    };

    private static JsonObject Finding(Finding finding) => new()
    {
        ["id"] = finding.Id,
        ["severity"] = Plain(finding.Severity),
        ["message"] = finding.Message,
        ["help"] = Rules.All.FirstOrDefault(r => r.Id == finding.Id)?.HelpPage,
    };

    private static string Name(ModelStatus status) => JsonNamingPolicy.KebabCaseLower.ConvertName(status.ToString());

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode> write) => new(items.Select(write).ToArray<JsonNode?>());

    private static JsonNode? Plain<T>(T value) => JsonSerializer.SerializeToNode(value, GradAlignJson.Indented);
}
