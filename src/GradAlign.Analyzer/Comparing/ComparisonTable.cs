using System.Globalization;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Comparing;

/// <summary>The cells of a comparison, in the order that consoles and pull requests share.</summary>
public static class ComparisonTable
{
    /// <summary>Titles of the columns.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["model", "status", "conflict", "collapse", "dead", "params"];

    /// <summary>A model's cells; <c>base → head</c> where a number moved.</summary>
    /// <param name="change">The model.</param>
    public static IReadOnlyList<string> Row(ModelChange change) =>
    [
        change.Name, Name(change.Status),
        Score(change, ScoreCatalog.Conflict), Score(change, ScoreCatalog.Collapse), Score(change, ScoreCatalog.DeadLayers, "0.#"),
        Pair(change.Base?.Snapshot?.Size?.Params.ToString("N0", CultureInfo.InvariantCulture), change.Head?.Snapshot?.Size?.Params.ToString("N0", CultureInfo.InvariantCulture)),
    ];

    /// <summary>What it comes to, such as <c>1 worse, 2 unchanged</c>.</summary>
    /// <param name="comparison">The comparison.</param>
    public static string Summary(Comparison comparison)
    {
        var counts = Enum.GetValues<ModelStatus>().Where(s => comparison.Count(s) > 0).Select(s => FormattableString.Invariant($"{comparison.Count(s)} {Name(s)}")).ToArray();
        return counts.Length == 0 ? "nothing was compared" : string.Join(", ", counts);
    }

    /// <summary>The outcome in a word.</summary>
    /// <param name="comparison">The comparison.</param>
    public static string Verdict(Comparison comparison) => comparison.Outcome switch
    {
        Outcome.Pass => "passed",
        Outcome.Fail => "failed",
        _ => "inconclusive",
    };

    /// <summary>A status in a word.</summary>
    /// <param name="status">The status.</param>
    public static string Name(ModelStatus status) => status.ToString().ToLowerInvariant();

    private static string Score(ModelChange change, ScoreDefinition score, string format = "0.000") =>
        Pair(Mean(change.Base, score, format), Mean(change.Head, score, format));

    private static string? Mean(ComparedModel? model, ScoreDefinition score, string format) => model?.Snapshot?.Scores.FirstOrDefault(s => s.Key == score.Key) switch
    {
        { State: ScoreState.Defined } defined => defined.Mean.ToString(format, CultureInfo.InvariantCulture),
        { State: ScoreState.NotApplicable } => "n/a",
        null => null,
        _ => "undefined",
    };

    private static string Pair(string? before, string? now) => before == now ? now ?? "–" : $"{before ?? "–"} → {now ?? "–"}";
}
