using System.Globalization;
using GradAlign.Analyzer.History;
using GradAlign.Analyzer.Snapshots;
using GradAlign.Cli.Git;

namespace GradAlign.Cli.History;

/// <summary>Reads what the commits of a branch made of a folder's snapshots.</summary>
internal static class SnapshotRevisions
{
    // Neither a hash nor a date holds it, and the subject comes last.
    private const char Between = '\x02';

    /// <summary>
    /// Every revision, oldest first. Of a merge counts what it brought to the branch: so each revision is what the branch held next, and
    /// commits of branches that ran beside each other do not mix.
    /// </summary>
    public static async Task<IReadOnlyList<SnapshotRevision>> ReadAsync(GitRepository repository, string folder, CancellationToken cancellation)
    {
        var path = Path.GetRelativePath(RealPath.Of(repository.Root), RealPath.Of(folder)).Replace('\\', '/');
        var (code, output, errors) = await repository.RunAsync(
            ["log", "--reverse", "--first-parent", "--diff-merges=first-parent", "--no-renames", "--raw", "-z", "--no-abbrev", $"--format=%H{Between}%cI{Between}%s", "HEAD", "--", path],
            cancellation);
        if (code != 0) throw new ScoreFailure(ExitCode.BadArguments, $"git could not read the history of {folder}: {errors.Trim()}");

        var revisions = new List<SnapshotRevision>();
        foreach (var (commit, date, subject, blob, file) in Changes(output))
        {
            if (!file.EndsWith(SnapshotFile.VerifiedEnding, StringComparison.Ordinal) || Path.GetDirectoryName(file)?.Replace('\\', '/') != (path == "." ? "" : path)) continue;
            var model = Path.GetFileName(file)[..^SnapshotFile.VerifiedEnding.Length];
            revisions.Add(new(model, commit, date, subject, blob is null ? null : await TextAsync(repository, blob, cancellation)));
        }

        return revisions;
    }

    /// <summary>Whether the clone lacks the older commits.</summary>
    public static async Task<bool> IsShallowAsync(GitRepository repository, CancellationToken cancellation) =>
        (await repository.RunAsync(["rev-parse", "--is-shallow-repository"], cancellation)).Output.Trim() == "true";

    // A header a commit; then ":mode mode old new STATUS" and a path for each file, all ended by NUL.
    private static IEnumerable<(string Commit, DateTimeOffset Date, string Subject, string? Blob, string File)> Changes(string log)
    {
        string[] header = [];
        using var tokens = log.Split('\0').AsEnumerable().GetEnumerator();
        while (tokens.MoveNext())
        {
            var token = tokens.Current.TrimStart('\n');
            if (token.Length == 0) continue;
            if (token[0] != ':')
            {
                header = token.Split(Between, 3);
                continue;
            }

            var fields = token.Split(' ');
            if (!tokens.MoveNext() || header.Length < 3) yield break;
            yield return (header[0], DateTimeOffset.Parse(header[1], CultureInfo.InvariantCulture), header[2], fields[4] == "D" ? null : fields[3], tokens.Current);
        }
    }

    private static async Task<string> TextAsync(GitRepository repository, string blob, CancellationToken cancellation)
    {
        var (code, output, errors) = await repository.RunAsync(["cat-file", "blob", blob], cancellation);
        return code == 0 ? output : throw new ScoreFailure(ExitCode.BadArguments, $"git could not read {blob}: {errors.Trim()} In a partial clone, fetch it first.");
    }
}
