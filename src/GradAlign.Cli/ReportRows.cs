using System.Globalization;
using System.Text.Json;

namespace GradAlign.Cli;

/// <summary>A report of <c>gradalign score --format json</c> as a table: a row a model, a column a score, and the conditions as a study names them.</summary>
internal static class ReportRows
{
    /// <summary>Column that identifies a model.</summary>
    public const string Identity = "model";

    /// <summary>The rows; null where it is no report.</summary>
    public static List<Dictionary<string, string>>? Read(string text)
    {
        if (!text.TrimStart().StartsWith('{') || Parse(text) is not { } json) return null;
        using (json)
        {
            if (!json.RootElement.TryGetProperty("models", out var models) || models.ValueKind != JsonValueKind.Array) return null;
            var batchSize = json.RootElement.TryGetProperty("options", out var options) && options.TryGetProperty("batchSize", out var n) ? n.ToString() : "";
            return TableFile.Unified([.. models.EnumerateArray().Select(m => Row(m, batchSize))]);
        }
    }

    private static Dictionary<string, string> Row(JsonElement model, string batchSize)
    {
        var row = new Dictionary<string, string>
        {
            [Identity] = Text(model, "name"),
            ["batch_size"] = batchSize,
            ["batch_norm"] = Text(model, "batchNorm"),
            ["data"] = model.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object ? Text(data, "kind") : "",
            ["input_shape"] = model.TryGetProperty("inputShape", out var shape) && shape.ValueKind == JsonValueKind.Array ? string.Join('x', shape.EnumerateArray().Select(s => s.ToString())) : "",
            ["classes"] = Text(model, "classes"),
            ["loss"] = Text(model, "loss"),
        };
        if (model.TryGetProperty("size", out var size) && size.ValueKind == JsonValueKind.Object)
        {
            (row["params"], row["macs"], row["trainable_layers"]) = (Text(size, "params"), Text(size, "macs"), Text(size, "trainableLayers"));
        }

        foreach (var score in model.TryGetProperty("scores", out var scores) && scores.ValueKind == JsonValueKind.Array ? scores.EnumerateArray() : [])
        {
            row[Text(score, "key")] = score.TryGetProperty("mean", out var mean) && mean.ValueKind == JsonValueKind.Number
                ? mean.GetDouble().ToString("R", CultureInfo.InvariantCulture) : "";
        }

        return row;
    }

    private static string Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? value.ToString() : "";

    // Lines of objects are no report.
    private static JsonDocument? Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
