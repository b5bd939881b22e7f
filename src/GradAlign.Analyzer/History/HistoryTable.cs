using System.Globalization;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Snapshots;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.History;

/// <summary>The cells of a trend.</summary>
public static class HistoryTable
{
    private const int HashLength = 10;

    /// <summary>Titles of the columns.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["commit", "date", "conflict", "collapse", "dead", "params", "verdict", "change", "subject"];

    /// <summary>Which columns hold numbers.</summary>
    public static IReadOnlyList<string> Numbers { get; } = ["conflict", "collapse", "dead", "params"];

    /// <summary>A point's cells.</summary>
    /// <param name="point">The point.</param>
    public static IReadOnlyList<string> Row(HistoryPoint point) =>
    [
        ShortHash(point.Revision.Commit),
        point.Revision.Date.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Score(point.Snapshot, ScoreCatalog.Conflict), Score(point.Snapshot, ScoreCatalog.Collapse), Score(point.Snapshot, ScoreCatalog.DeadLayers, "0.#"),
        point.Snapshot?.Size?.Params.ToString("N0", CultureInfo.InvariantCulture) ?? "–",
        Verdict(point), point.Change.ToString().ToLowerInvariant(), point.Revision.Subject,
    ];

    /// <summary>As much of a hash as people read.</summary>
    /// <param name="commit">The full hash.</param>
    public static string ShortHash(string commit) => commit[..Math.Min(HashLength, commit.Length)];

    private static string Verdict(HistoryPoint point) => point.Verdict switch
    {
        null => point.State.ToString().ToLowerInvariant(),
        { Outcome: Outcome.Pass } verdict when verdict.Findings.Any(f => f.Severity == Severity.Warning) => "warning",
        { Outcome: var outcome } => outcome.ToString().ToLowerInvariant(),
    };

    private static string Score(ScoreSnapshot? snapshot, ScoreDefinition definition, string format = "0.000") => snapshot?.Scores.FirstOrDefault(s => s.Key == definition.Key) switch
    {
        null => "–",
        { State: ScoreState.Defined } score => score.Mean.ToString(format, CultureInfo.InvariantCulture),
        { State: ScoreState.NotApplicable } => "n/a",
        _ => "undefined",
    };
}
