using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;

namespace GradAlign.Analyzer.Snapshots;

/// <summary>A snapshot as JSON: one line a score, so that a diff shows which one moved.</summary>
internal static class SnapshotJson
{
    public static string Write(ScoreSnapshot snapshot)
    {
        using var memory = new MemoryStream();
        using (var writer = new Utf8JsonWriter(memory, new() { Indented = true, NewLine = "\n", Encoder = GradAlignJson.Indented.Encoder }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("format", snapshot.Format);
            writer.WriteString("model", snapshot.Model);
            Numbers(writer, "inputShape", snapshot.Conditions.InputShape);
            writer.WriteNumber("classes", snapshot.Conditions.Classes);
            writer.WriteNumber("batchSize", snapshot.Conditions.BatchSize);
            Plain(writer, "batchNorm", snapshot.Conditions.BatchNorm);
            Numbers(writer, "seeds", snapshot.Conditions.Seeds);
            Plain(writer, "data", snapshot.Conditions.Data);
            writer.WriteString("device", snapshot.Device);
            Plain(writer, "versions", snapshot.Versions);
            Plain(writer, "size", snapshot.Size);
            writer.WriteStartObject("scores");
            foreach (var score in snapshot.Scores)
            {
                if (score.State == ScoreState.Defined) Numbers(writer, score.Key, score.Values);
                else Plain(writer, score.Key, score.State);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(memory.ToArray());
    }

    /// <exception cref="JsonException">The text is no snapshot.</exception>
    public static ScoreSnapshot Read(string text)
    {
        var json = JsonNode.Parse(text) as JsonObject ?? throw new JsonException("it is no JSON object");
        var format = Value<int>(json, "format");
        if (format != ScoreSnapshot.CurrentFormat)
            throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"its format is {format}, and this version of GradAlign reads {ScoreSnapshot.CurrentFormat}"));
        return new()
        {
            Format = format,
            Model = Value<string>(json, "model"),
            Conditions = new()
            {
                InputShape = Value<long[]>(json, "inputShape"),
                Classes = Value<int>(json, "classes"),
                BatchSize = Value<int>(json, "batchSize"),
                BatchNorm = Value<BatchNormMode>(json, "batchNorm"),
                Seeds = Value<long[]>(json, "seeds"),
                Data = Optional<DataDescription>(json, "data"),
            },
            Device = Optional<string>(json, "device"),
            Versions = Value<SnapshotVersions>(json, "versions"),
            Size = Optional<ModelSize>(json, "size"),
            Scores = [.. Value<JsonObject>(json, "scores").Select(s => Score(s.Key, s.Value))],
        };
    }

    private static SnapshotScore Score(string key, JsonNode? value) => value is JsonArray
        ? new(key, ScoreState.Defined, value.Deserialize<double[]>(GradAlignJson.Compact)!)
        : new(key, value.Deserialize<ScoreState>(GradAlignJson.Compact), []);

    private static T Value<T>(JsonObject json, string name) => json[name] is { } node && node.Deserialize<T>(GradAlignJson.Compact) is { } value
        ? value
        : throw new JsonException($"it has no '{name}'");

    private static T? Optional<T>(JsonObject json, string name) where T : class => json[name]?.Deserialize<T>(GradAlignJson.Compact);

    // The writer breaks every array over lines; what is read as one thing stays on one.
    private static void Numbers<T>(Utf8JsonWriter writer, string name, IReadOnlyList<T> numbers)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue($"[{string.Join(", ", numbers.Select(n => JsonSerializer.Serialize(n, GradAlignJson.Compact)))}]");
    }

    private static void Plain<T>(Utf8JsonWriter writer, string name, T value)
    {
        writer.WritePropertyName(name);
        JsonSerializer.Serialize(writer, value, GradAlignJson.Indented);
    }
}
