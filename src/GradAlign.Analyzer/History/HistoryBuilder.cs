using GradAlign.Analyzer.Comparing;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Snapshots;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.History;

/// <summary>Makes trends of snapshots' revisions.</summary>
public static class HistoryBuilder
{
    /// <summary>A trend a model, in order of their names.</summary>
    /// <param name="revisions">Every revision, oldest first.</param>
    /// <param name="limits">The limits to judge by.</param>
    public static IReadOnlyList<ModelHistory> Build(IEnumerable<SnapshotRevision> revisions, Limits limits) =>
    [
        .. revisions.GroupBy(r => r.Model, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new ModelHistory(g.Key, Points(g, limits))),
    ];

    private static List<HistoryPoint> Points(IEnumerable<SnapshotRevision> revisions, Limits limits)
    {
        var points = new List<HistoryPoint>();
        foreach (var revision in revisions)
        {
            // What was deleted and comes back is new; what could not be read is passed over.
            var before = points.LastOrDefault(p => p.State != PointState.Unreadable);
            points.Add(Point(revision, before, limits));
        }

        return points;
    }

    private static HistoryPoint Point(SnapshotRevision revision, HistoryPoint? before, Limits limits)
    {
        if (revision.Text is null) return new(revision, PointState.Gone) { Change = ModelStatus.Gone };
        try
        {
            var snapshot = SnapshotFile.Parse(revision.Text, $"{revision.Model}{SnapshotFile.VerifiedEnding} of {revision.Commit}");
            var (change, reason) = before?.Snapshot is null ? (ModelStatus.New, "") : Compare(before, snapshot, revision);
            return new(revision, PointState.Measured) { Snapshot = snapshot, Verdict = Judge.Verdict(Report(snapshot), limits, snapshot.Conditions.BatchSize), Change = change, Reason = reason };
        }
        catch (ScoringException e)
        {
            return new(revision, PointState.Unreadable) { Change = ModelStatus.Inconclusive, Reason = e.Finding.Message };
        }
    }

    private static (ModelStatus Change, string Reason) Compare(HistoryPoint before, ScoreSnapshot now, SnapshotRevision revision)
    {
        var (@base, head) = (Side(before.Revision, before.Snapshot!), Side(revision, now));
        var change = SideComparer.Compare(@base, head, new()).Models.Single();
        return (change.Status, change.Reason);
    }

    private static ComparedSide Side(SnapshotRevision revision, ScoreSnapshot snapshot) => new(revision.Commit, [SideReader.OfSnapshot(revision.Model, snapshot)], []);

    // As far as a snapshot says: it has no layers, and no limits of the model's own.
    private static ModelReport Report(ScoreSnapshot snapshot) => new()
    {
        Name = snapshot.Model,
        FullName = snapshot.Model,
        InputShape = snapshot.Conditions.InputShape,
        Classes = snapshot.Conditions.Classes,
        BatchNorm = snapshot.Conditions.BatchNorm,
        Seeds = snapshot.Conditions.Seeds,
        Scores =
        [
            .. snapshot.Scores.Select(s => s.State == ScoreState.Defined && s.Values.Count > 0
                ? ScoreSummary.Of(s.Key, [.. s.Values.Select(ScoreValue.Of)])
                : new() { Key = s.Key, State = s.State == ScoreState.Defined ? ScoreState.Undefined : s.State, Values = [] }),
        ],
    };
}
