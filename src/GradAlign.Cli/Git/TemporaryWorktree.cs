namespace GradAlign.Cli.Git;

/// <summary>A commit checked out in a folder of its own, which is removed whatever happens.</summary>
internal sealed class TemporaryWorktree : IAsyncDisposable
{
    private const string Prefix = "gradalign-compare-";
    private readonly GitRepository repository;
    private readonly DirectoryInfo folder;

    private TemporaryWorktree(GitRepository repository)
    {
        this.repository = repository;
        folder = Directory.CreateTempSubdirectory(Prefix);
    }

    /// <summary>Root of the work tree.</summary>
    public string Root => Path.Combine(folder.FullName, "tree");

    /// <summary>Checks a commit out; the user's own work tree, index and branches stay as they are.</summary>
    /// <exception cref="ScoreFailure">git could not.</exception>
    public static async Task<TemporaryWorktree> AddAsync(GitCommit commit, CancellationToken cancellation)
    {
        var worktree = new TemporaryWorktree(commit.Repository);
        try
        {
            var (code, _, errors) = await commit.Repository.RunAsync(["worktree", "add", "--detach", "--force", worktree.Root, commit.Hash], cancellation);
            return code == 0 ? worktree : throw new ScoreFailure(ExitCode.BadArguments, $"git could not check out {commit.Short}: {errors.Trim()}");
        }
        catch
        {
            await worktree.DisposeAsync();
            throw;
        }
    }

    /// <summary>A path of the repository as it lies in this work tree.</summary>
    /// <exception cref="ScoreFailure">It does not lie in the repository.</exception>
    public string Map(string path)
    {
        var relative = Path.GetRelativePath(RealPath.Of(repository.Root), RealPath.Of(path));
        return relative == ".." || relative.StartsWith("../", StringComparison.Ordinal) || relative.StartsWith("..\\", StringComparison.Ordinal) || Path.IsPathRooted(relative)
            ? throw new ScoreFailure(ExitCode.BadArguments, $"{path} does not lie in the repository {repository.Root}.")
            : Path.Combine(Root, relative);
    }

    public async ValueTask DisposeAsync()
    {
        // Ctrl+C has cancelled what ran; what tidies up behind it must not be.
        await repository.RunAsync(["worktree", "remove", "--force", Root], CancellationToken.None);
        for (var attempt = 0; folder.Exists && attempt < 5; attempt++)
        {
            try
            {
                folder.Delete(recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A process of the build that was just killed may still hold a file.
                await Task.Delay(200);
            }

            folder.Refresh();
        }

        await repository.RunAsync(["worktree", "prune"], CancellationToken.None);
        if (folder.Exists) await Console.Error.WriteLineAsync($"warning: {folder.FullName} could not be removed; delete it by hand.");
    }
}
