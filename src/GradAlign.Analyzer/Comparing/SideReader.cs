using System.Text.Json;
using System.Text.Json.Nodes;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Snapshots;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Comparing;

/// <summary>Reads a side. What cannot be read becomes a problem of the side or of a model, never a model fewer.</summary>
public static class SideReader
{
    private static readonly JsonSerializerOptions Strict = new(GradAlignJson.Compact) { RespectNullableAnnotations = true };

    /// <summary>Reads a report's file, as <c>score</c>, <c>gate</c> and <c>explain</c> write it with <c>--format json</c>.</summary>
    /// <param name="path">The file.</param>
    public static ComparedSide Report(string path)
    {
        try
        {
            return ReportText(path, File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(path, [], [$"it cannot be read ({e.Message.TrimEnd('.')}). Check its path and its permissions."]);
        }
    }

    /// <summary>Reads a report.</summary>
    /// <param name="name">What the side is called.</param>
    /// <param name="json">The report's text.</param>
    public static ComparedSide ReportText(string name, string json)
    {
        try
        {
            var root = JsonNode.Parse(json) as JsonObject ?? throw new JsonException("it is no JSON object");
            var version = Value<string>(root, "schemaVersion");
            if (version.Split('.')[0] != Reporting.Report.SchemaVersion.Split('.')[0]) throw new JsonException($"its schemaVersion is {version}, and this version of GradAlign reads {Reporting.Report.SchemaVersion}");
            var (tool, options) = (Value<ToolDescription>(root, "tool"), Value<ScoringOptions>(root, "options"));
            ComparedModel[] models = [.. Value<JsonArray>(root, "models").Select(m => Model(m as JsonObject ?? throw new JsonException("a model is no object"), options, tool))];
            var errors = Value<JsonArray>(root, "findings").Select(f => f.Deserialize<Finding>(Strict) ?? throw new JsonException("a finding is null")).Where(IsObstacle);
            return Whole(new(name, models, [.. errors.Select(e => $"its report holds the error {e.Id}: {e.Message}")]), "the report holds no model. Check that its project has a [ScoredModel].");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException or NotSupportedException)
        {
            return new(name, [], [$"it is no report of gradalign ({e.Message.TrimEnd('.')}). Write one with gradalign score PROJECT --format json -o FILE."]);
        }
    }

    /// <summary>Reads the snapshots of a folder; their files' names say which belong together.</summary>
    /// <param name="folder">A folder with <c>*.verified.json</c>.</param>
    public static ComparedSide Snapshots(string folder)
    {
        try
        {
            var files = Directory.GetFiles(folder, "*" + SnapshotFile.VerifiedEnding).Order(StringComparer.Ordinal);
            return Whole(new(folder, [.. files.Select(Snapshot)], []), $"the folder holds no *{SnapshotFile.VerifiedEnding}. Name the folder of the snapshots, such as gradalign.snapshots.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(folder, [], [$"the folder cannot be read ({e.Message.TrimEnd('.')}). Check its permissions."]);
        }
    }

    private static ComparedModel Snapshot(string file)
    {
        var key = Path.GetFileName(file)[..^SnapshotFile.VerifiedEnding.Length];
        try
        {
            return OfSnapshot(key, SnapshotFile.Read(file));
        }
        catch (ScoringException e)
        {
            return new(key, key, null) { Problem = e.Finding.Message };
        }
    }

    /// <summary>A snapshot as a model of a side.</summary>
    internal static ComparedModel OfSnapshot(string key, ScoreSnapshot snapshot) => Checked(new(key, key, snapshot));

    private static ComparedModel Model(JsonObject json, ScoringOptions options, ToolDescription tool)
    {
        // What only people read may hold whatever a newer version puts there.
        foreach (var unread in new[] { "layers", "gradients", "verdict", "explanation" }) json.Remove(unread);
        var report = json.Deserialize<ModelReport>(Strict);
        if (report is null || report.Name.Length == 0 || report.Scores.Any(s => s is null) || report.Findings.Any(f => f is null)) throw new JsonException("a model has no name, or a score or finding that is null");
        var model = new ComparedModel(SnapshotFile.SafeName(report.Name), report.Name, null) { Loss = report.Loss, Engine = report.Engine };
        if (report.Findings.FirstOrDefault(IsObstacle) is { } error) return model with { Problem = $"it was not measured ({error.Id}: {error.Message.TrimEnd('.')})" };
        if (report.Scores.Count == 0) return model with { Problem = "it has no scores" };
        if (report.Scores.Any(s => s.State == ScoreState.Defined && s.Values.Any(v => v is null))) return model with { Problem = "a score lacks the value of a seed" };
        var snapshot = ScoreSnapshot.Of(report, options);
        return Checked(model with { Snapshot = snapshot with { Versions = snapshot.Versions with { GradAlign = tool.Version } } });
    }

    // A model beyond a limit was measured, and can be compared.
    private static bool IsObstacle(Finding finding) => finding.Severity == Severity.Error && !Rule.Judges(finding.Id);

    // Values that are missing or no numbers would compare as equal.
    private static ComparedModel Checked(ComparedModel model)
    {
        var snapshot = model.Snapshot!;
        var wrong = snapshot.Scores.FirstOrDefault(s => s.State == ScoreState.Defined && (s.Values.Count != snapshot.Conditions.Seeds.Count || s.Values.Count == 0 || !s.Values.All(double.IsFinite)));
        return wrong is null ? model : model with { Problem = FormattableString.Invariant($"{wrong.Key} has {wrong.Values.Count(double.IsFinite)} finite values for {snapshot.Conditions.Seeds.Count} seeds") };
    }

    private static ComparedSide Whole(ComparedSide side, string empty)
    {
        if (side.Models.Count == 0 && side.Problems.Count == 0) return side with { Problems = [empty] };
        var twice = side.Models.GroupBy(m => m.Key, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.First().Name).ToArray();
        return twice.Length == 0 ? side : side with
        {
            Models = [.. side.Models.DistinctBy(m => m.Key, StringComparer.Ordinal)],
            Problems = [.. side.Problems, $"it holds {string.Join(", ", twice)} more than once, so which one is meant is not known. Give the models names of their own."],
        };
    }

    private static T Value<T>(JsonObject json, string name) => json[name] is { } node && node.Deserialize<T>(Strict) is { } value
        ? value
        : throw new JsonException($"it has no '{name}'");
}
