using System.Text.Json;
using System.Text.Json.Nodes;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Snapshots;

namespace GradAlign.Analyzer.History;

/// <summary>Writes trends as JSON, described by docs/history-schema.json.</summary>
public static class HistoryJsonWriter
{
    /// <summary>Version of the JSON schema.</summary>
    public const string SchemaVersion = "1.0";

    /// <summary>The trends as indented JSON with a newline at its end.</summary>
    /// <param name="models">The trends.</param>
    public static string Write(IReadOnlyList<ModelHistory> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        return new JsonObject
        {
            ["schemaVersion"] = SchemaVersion,
            ["models"] = Array(models, m => new JsonObject { ["name"] = m.Model, ["points"] = Array(m.Points, Point) }),
        }.ToJsonString(GradAlignJson.Indented) + "\n";
    }

    private static JsonNode Point(HistoryPoint point) => new JsonObject
    {
        ["commit"] = point.Revision.Commit,
        ["date"] = Plain(point.Revision.Date),
        ["subject"] = point.Revision.Subject,
        ["state"] = Plain(point.State),
        ["verdict"] = point.Verdict is null ? null : Plain(point.Verdict.Outcome),
        ["findings"] = Array(point.Verdict?.Findings ?? [], f => new JsonObject { ["id"] = f.Id, ["severity"] = Plain(f.Severity) }),
        ["change"] = Plain(point.Change),
        ["reason"] = point.Reason,
        ["batchSize"] = point.Snapshot?.Conditions.BatchSize,
        ["seeds"] = Plain(point.Snapshot?.Conditions.Seeds),
        ["gradAlign"] = point.Snapshot?.Versions.GradAlign,
        ["torchSharp"] = point.Snapshot?.Versions.TorchSharp,
        ["device"] = point.Snapshot?.Device,
        ["size"] = Plain(point.Snapshot?.Size),
        ["scores"] = Array(point.Snapshot?.Scores ?? [], Score),
    };

    private static JsonNode Score(SnapshotScore score)
    {
        var summary = score.Values.Count == 0 ? null : ScoreSummary.Of(score.Key, [.. score.Values.Select(ScoreValue.Of)]);
        return new JsonObject
        {
            ["key"] = score.Key,
            ["state"] = Plain(score.State),
            ["mean"] = summary?.Mean,
            ["standardDeviation"] = summary?.StandardDeviation,
            ["values"] = Plain(score.Values),
        };
    }

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode> write) => new(items.Select(write).ToArray<JsonNode?>());

    private static JsonNode? Plain<T>(T value) => JsonSerializer.SerializeToNode(value, GradAlignJson.Indented);
}
