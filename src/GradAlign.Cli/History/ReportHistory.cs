using GradAlign.Analyzer.History;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Reporting.Html;
using GradAlign.Analyzer.Snapshots;
using GradAlign.Cli.Gate;
using GradAlign.Cli.Git;

namespace GradAlign.Cli.History;

/// <summary>What a report's page shows of the past: the committed snapshots beside its project.</summary>
internal static class ReportHistory
{
    /// <summary>By the name of a model its scores, commit by commit; null where there is nothing to show, which is said where git is the reason.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<DatedScores>>?> OfAsync(Report report, CancellationToken cancellation)
    {
        var folder = Path.Combine(Path.GetDirectoryName(report.Origin?.Project) ?? "", GateSnapshots.FolderName);
        if (report.Origin?.Root is null || !Directory.Exists(folder)) return null;
        try
        {
            var revisions = await SnapshotRevisions.ReadAsync(await GitRepository.OfAsync(folder, cancellation), folder, cancellation);
            var models = HistoryBuilder.Build(revisions, report.Limits).ToDictionary(m => m.Model, StringComparer.Ordinal);
            return report.Models.Select(m => m.Report.Name).Where(name => models.ContainsKey(SnapshotFile.SafeName(name)))
                .ToDictionary(name => name, name => Dated(models[SnapshotFile.SafeName(name)]), StringComparer.Ordinal);
        }
        catch (ScoreFailure failure)
        {
            await Console.Error.WriteLineAsync($"note: the page shows no history of {folder}: {failure.Message}");
            return null;
        }
    }

    private static IReadOnlyList<DatedScores> Dated(ModelHistory model) =>
    [
        .. model.Points.Where(p => p.Snapshot is not null)
            .Select(p => new DatedScores(p.Revision.Date, HistoryTable.ShortHash(p.Revision.Commit), Mean(p.Snapshot!, ScoreCatalog.Conflict), Mean(p.Snapshot!, ScoreCatalog.Collapse))),
    ];

    private static double? Mean(ScoreSnapshot snapshot, ScoreDefinition score) =>
        snapshot.Scores.FirstOrDefault(s => s.Key == score.Key) is { State: ScoreState.Defined } found ? found.Mean : null;
}
