using GradAlign.Analyzer.Comparing;
using GradAlign.Analyzer.Reporting;
using GradAlign.Cli.Git;

namespace GradAlign.Cli.Compare;

/// <summary>Where a side comes from: a file, a folder, or a commit that is scored.</summary>
/// <param name="Role"><c>base</c> or <c>head</c>.</param>
/// <param name="Given">What was given.</param>
/// <param name="Commit">The commit to score; null: it is a file or folder.</param>
internal sealed record SideSource(string Role, string Given, GitCommit? Commit)
{
    /// <summary>Tells what a side is: what lies on disk comes first.</summary>
    /// <exception cref="ScoreFailure">It is nothing, or a ref without a project to score.</exception>
    public static async Task<SideSource> FindAsync(string role, string given, CompareSettings settings, CancellationToken cancellation)
    {
        if (File.Exists(given) || Directory.Exists(given)) return new(role, given, null);
        if (settings.Scoring is not { } scoring)
            throw new ScoreFailure(ExitCode.BadArguments, $"the {role}, {given}, is neither a file nor a folder. For a git ref, say with --project which project is to be scored there.");
        var repository = await GitRepository.OfAsync(scoring.Build.Target, cancellation);
        return new(role, given, await repository.ResolveAsync(given, cancellation)
            ?? throw new ScoreFailure(ExitCode.BadArguments, $"the {role}, {given}, is neither a file, a folder, nor a commit of the repository {repository.Root}. In a shallow clone, fetch it first (git fetch origin {given})."));
    }

    /// <summary>Reads the side, or scores it.</summary>
    public async Task<ReadSide> ReadAsync(CompareSettings settings, bool silent, CancellationToken cancellation)
    {
        if (Commit is null) return new(Directory.Exists(Given) ? SideReader.Snapshots(Given) : SideReader.Report(Given), ExitCode.Pass);
        var name = $"{Given} ({Commit.Short})";
        var kept = settings.KeepReports is { } folder ? Path.GetFullPath(Path.Combine(folder, $"{Role}.json")) : null;
        WholeFile.Forget(kept);
        try
        {
            if (!silent) await Console.Error.WriteLineAsync($"{Role}: scoring {name}");
            var (report, code) = await ScoreAsync(Commit, settings.Scoring!, silent, cancellation);
            var json = JsonReportWriter.Write(report);
            if (kept is not null) WholeFile.Write(kept, json);
            return new(SideReader.ReportText(name, json), code);
        }
        catch (ScoreFailure failure)
        {
            // A comparison is written all the same: whoever reads it must see why there is none.
            return new(new(name, [], [failure.Message]), failure.ExitCode);
        }
    }

    private static async Task<(Report Report, int Code)> ScoreAsync(GitCommit commit, ScoringSettings scoring, bool silent, CancellationToken cancellation)
    {
        await using var worktree = await TemporaryWorktree.AddAsync(commit, cancellation);
        var target = worktree.Map(scoring.Build.Target);
        if (!File.Exists(target) && !Directory.Exists(target))
            throw new ScoreFailure(ExitCode.Inconclusive, $"it has no {scoring.Build.Target}, so there is nothing to compare. Compare commits that both have the project.");
        // People know the files of their own work tree; this one is gone before they read of it.
        var settings = scoring with
        {
            Build = scoring.Build with { Target = target },
            Handover = scoring.Handover with { SourceRoots = [(worktree.Root, commit.Repository.Root)] },
        };
        try
        {
            var report = (await ScoredProject.ScoreAsync(settings, silent, cancellation)).ToReport(settings);
            return (report, ExitCode.OfScore(report));
        }
        catch (ScoreFailure failure)
        {
            throw new ScoreFailure(failure.ExitCode, failure.Message.Replace(worktree.Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal), failure.Id);
        }
    }
}
