using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Snapshots;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Comparing;

/// <summary>
/// Compares a model of two sides. Whether the two can be compared, and whether a score moved at all, is the snapshots' comparer's to say;
/// whether it moved for the worse, the 95% interval of the paired differences over the seeds, with a margin.
/// </summary>
internal static class ModelComparer
{
    // docs/decisions/0016: what a changed model is judged by.
    private static readonly ScoreDefinition[] Deciding = [ScoreCatalog.Conflict, ScoreCatalog.Collapse, ScoreCatalog.DeadLayers];

    public static ModelChange Compare(ComparedModel before, ComparedModel now, Comparison comparison)
    {
        var obstacles = Obstacles(before, now).ToArray();
        if (obstacles.Length > 0) return Inconclusive(string.Join("; ", obstacles), "Score both sides in the same way, and mend what could not be scored.");

        var compared = SnapshotComparer.Compare(before.Snapshot!, now.Snapshot!);
        if (compared.Obstacles.Count > 0) return Inconclusive(string.Join("; ", compared.Obstacles), "Score both sides with the same options, on the same data.");

        var changes = Deciding.Select(d => Change(d, before.Snapshot!, now.Snapshot!, compared.Drifts, comparison.Options)).ToArray();
        var others = compared.Drifts.Where(d => Deciding.All(s => s.Key != d.Key)).Select(d => Change(ScoreCatalog.Find(d.Key)!, before.Snapshot!, now.Snapshot!, [d], comparison.Options)).ToArray();
        var change = new ModelChange(now.Name, Status(changes), Reason(changes)) { Base = before, Head = now, Deciding = changes, Others = others, Notes = [.. compared.Notes, .. Engine(before, now)] };
        return change with { Finding = Finding(change, comparison) };

        ModelChange Inconclusive(string reason, string cure) => new(now.Name, ModelStatus.Inconclusive, reason)
        {
            Base = before,
            Head = now,
            Finding = Rules.NotCompared.Finding(comparison.Options.Inconclusive, $"{now.Name} cannot be compared between {comparison.Base.Name} and {comparison.Head.Name}: {reason}. {cure}"),
        };
    }

    private static IEnumerable<string> Obstacles(ComparedModel before, ComparedModel now)
    {
        if (before.Problem is not null || before.Snapshot is null) yield return $"at the base {before.Problem ?? "it has no scores"}";
        if (now.Problem is not null || now.Snapshot is null) yield return $"at the head {now.Problem ?? "it has no scores"}";
        // A snapshot does not say its loss.
        if (before.Loss is not null && now.Loss is not null && before.Loss != now.Loss) yield return $"loss {before.Loss}, now {now.Loss}";
    }

    private static ScoreChange Change(ScoreDefinition definition, ScoreSnapshot before, ScoreSnapshot now, IEnumerable<ScoreDrift> drifts, ComparisonOptions options)
    {
        if (drifts.FirstOrDefault(d => d.Key == definition.Key) is not { } drift)
        {
            var (b, n) = (Score(before, definition), Score(now, definition));
            return new(definition.Key, ChangeKind.Same, b, n, b.State == ScoreState.Defined && n.State == ScoreState.Defined ? Interval(b, n) : null);
        }

        if (drift.Kind == DriftKind.StateChanged) return new(definition.Key, ChangeKind.StateChanged, drift.Verified, drift.Received, null);
        var interval = Interval(drift.Verified, drift.Received);
        return new(definition.Key, Kind(definition, interval, options), drift.Verified, drift.Received, interval);
    }

    private static ChangeKind Kind(ScoreDefinition definition, PairedInterval interval, ComparisonOptions options)
    {
        if (definition.Better == Better.Neither) return ChangeKind.Same;
        var worse = definition.Better == Better.Lower ? interval : interval with { Mean = -interval.Mean };
        // A count has no margin; neither has what does not decide.
        var margin = definition == ScoreCatalog.Conflict || definition == ScoreCatalog.Collapse ? options.Margin : 0;
        return worse.Upper < 0 ? ChangeKind.Better
            : worse.Upper <= margin ? ChangeKind.Same
            : worse.Lower > 0 && worse.Mean > margin ? ChangeKind.Worse
            : ChangeKind.Undecided;
    }

    private static PairedInterval Interval(SnapshotScore before, SnapshotScore now) => PairedInterval.Of([.. before.Values.Zip(now.Values, (b, n) => n - b)]);

    private static SnapshotScore Score(ScoreSnapshot snapshot, ScoreDefinition definition) =>
        snapshot.Scores.FirstOrDefault(s => s.Key == definition.Key) ?? new(definition.Key, ScoreState.Undefined, []);

    private static ModelStatus Status(IReadOnlyList<ScoreChange> changes) =>
        changes.Any(c => c.Kind == ChangeKind.Worse) ? ModelStatus.Worse
        : changes.Any(c => c.Kind is ChangeKind.Undecided or ChangeKind.StateChanged) ? ModelStatus.Inconclusive
        : changes.Any(c => c.Kind == ChangeKind.Better) ? ModelStatus.Better
        : ModelStatus.Unchanged;

    private static string Reason(IEnumerable<ScoreChange> changes) =>
        string.Join("; ", changes.Where(c => c.Kind != ChangeKind.Same).OrderBy(c => c.Kind == ChangeKind.Worse ? 0 : 1).Select(c => c.Kind switch
        {
            ChangeKind.Undecided => $"{c}: the seeds do not decide",
            ChangeKind.StateChanged => $"{c}: a value on one side only",
            _ => c.ToString(),
        }));

    private static Finding? Finding(ModelChange change, Comparison comparison)
    {
        var notes = change.Notes.Count == 0 ? "" : $" Different too: {string.Join("; ", change.Notes)}.";
        return change.Status switch
        {
            ModelStatus.Worse => Rules.WorseThanBase.Finding(
                $"{change.Name} is worse at the head ({comparison.Head.Name}) than at the base ({comparison.Base.Name}), beyond the spread of the seeds: {change.Reason}.{notes} Undo the change, or allow for it with --margin if it is meant."),
            ModelStatus.Inconclusive => Rules.NotCompared.Finding(comparison.Options.Inconclusive,
                $"{change.Name} may be worse at the head ({comparison.Head.Name}) than at the base ({comparison.Base.Name}): {change.Reason}.{notes} Score both sides with more repeats, such as --repeats 10."),
            _ => null,
        };
    }

    private static IEnumerable<string> Engine(ComparedModel before, ComparedModel now)
    {
        if (before.Engine is not null && now.Engine is not null && before.Engine != now.Engine) yield return $"engine {before.Engine}, now {now.Engine}";
    }
}
