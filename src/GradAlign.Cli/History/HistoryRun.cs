using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.History;
using GradAlign.Analyzer.Snapshots;
using GradAlign.Cli.Configuration;
using GradAlign.Cli.Gate;
using GradAlign.Cli.Git;

namespace GradAlign.Cli.History;

/// <summary>Runs <c>report history</c>: reads the revisions of the snapshots, compares each with the one before, writes.</summary>
internal static class HistoryRun
{
    public static async Task<int> ExecuteAsync(string given, string? glob, OutputSettings output, CancellationToken cancellation)
    {
        output.RequireWritable();
        var folder = Folder(given);
        var repository = await GitRepository.OfAsync(folder, cancellation);
        var revisions = await SnapshotRevisions.ReadAsync(repository, folder, cancellation);
        if (glob is not null) revisions = [.. revisions.Where(r => ModelFilter.Matches(glob, r.Model))];
        if (revisions.Count == 0)
            throw new ScoreFailure(ExitCode.BadArguments, $"no commit holds a snapshot (*{SnapshotFile.VerifiedEnding}) in {folder}{(glob is null ? "" : $" whose name matches {glob}")}. Accept the scores with gradalign gate PROJECT --snapshot-mode accept, and commit the files.");
        if (await SnapshotRevisions.IsShallowAsync(repository, cancellation))
            await Console.Error.WriteLineAsync("warning: this is a shallow clone, so the history begins where it was cut off. Fetch the rest with git fetch --unshallow.");

        var models = HistoryBuilder.Build(revisions, Limits(folder));
        await WriteAsync(models, output, cancellation);
        // What holds now must be readable; what was mended long ago need not.
        return models.Any(m => m.Points[^1].State == PointState.Unreadable) ? ExitCode.Inconclusive : ExitCode.Pass;
    }

    private static string Folder(string given)
    {
        var folder = Path.GetFullPath(given);
        var below = Path.Combine(folder, GateSnapshots.FolderName);
        return Directory.Exists(below) ? below : folder;
    }

    // The project's limits as they are now: old scores are judged by what holds today.
    private static Analyzer.Verdicts.Limits Limits(string folder)
    {
        var file = Directory.Exists(folder) ? ConfigurationFile.Find(folder) : null;
        if (file is null) return ResolvedConfiguration.Default.LimitsOf(null);
        var layer = ConfigurationFile.Read(file);
        return layer.Problems.Count == 0
            ? (ResolvedConfiguration.Default with { File = layer }).LimitsOf(null)
            : throw new ScoreFailure(ExitCode.BadArguments, layer.Problems[0].Finding.Message, layer.Problems[0].Finding.Id);
    }

    private static async Task WriteAsync(IReadOnlyList<ModelHistory> models, OutputSettings output, CancellationToken cancellation)
    {
        if (output is { Format: OutputFormat.Console, File: null })
        {
            HistoryConsole.Show(models);
            return;
        }

        await output.WriteAsync(output.Format switch
        {
            OutputFormat.Json => HistoryJsonWriter.Write(models),
            OutputFormat.Markdown => HistoryMarkdownWriter.Write(models),
            _ => HistoryConsole.Render(models),
        }, cancellation);
    }
}
