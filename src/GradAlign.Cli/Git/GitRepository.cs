using System.ComponentModel;
using System.Diagnostics;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Cli.Git;

/// <summary>A git repository, through the git command.</summary>
/// <param name="Root">Root of the work tree.</param>
internal sealed record GitRepository(string Root)
{
    // Set within hooks and aliases, these would lead git to another repository or index.
    private static readonly string[] Foreign = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"];

    /// <summary>The repository that a path lies in; the path itself need not be there.</summary>
    /// <exception cref="ScoreFailure">It lies in none, or git is not installed.</exception>
    public static async Task<GitRepository> OfAsync(string path, CancellationToken cancellation)
    {
        var folder = Path.GetFullPath(path);
        while (!Directory.Exists(folder)) folder = Path.GetDirectoryName(folder)!;
        var (code, output, errors) = await new GitRepository(folder).RunAsync(["rev-parse", "--show-toplevel"], cancellation);
        return code == 0 && output.Trim() is { Length: > 0 } root
            ? new(Path.GetFullPath(root))
            : throw new ScoreFailure(ExitCode.BadArguments, $"{path} lies in no git work tree: {errors.Trim()}. Compare reports or folders of snapshots, or name a project within a repository.", Rules.InvalidConfiguration.Id);
    }

    /// <summary>The commit of a ref; null where it is none.</summary>
    public async Task<GitCommit?> ResolveAsync(string name, CancellationToken cancellation)
    {
        // What begins with a dash is no ref, and must not become an option.
        var (code, output, _) = await RunAsync(["rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"], cancellation);
        return code == 0 ? new(this, output.Trim()) : null;
    }

    /// <summary>Runs git at the root, and ends it with the caller.</summary>
    public async Task<(int Code, string Output, string Errors)> RunAsync(IEnumerable<string> arguments, CancellationToken cancellation, string? input = null)
    {
        using var process = Start(arguments, input is not null);
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
            if (input is not null)
            {
                await process.StandardInput.WriteAsync(input.AsMemory(), cancellation);
                process.StandardInput.Close();
            }

            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private Process Start(IEnumerable<string> arguments, bool redirectInput)
    {
        // Hooks are for people who check out; paths are to be read as they are.
        var start = new ProcessStartInfo("git", ["-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false", .. arguments])
        {
            WorkingDirectory = Root,
            RedirectStandardInput = redirectInput,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        foreach (var name in Foreign) start.Environment.Remove(name);
        try
        {
            return Process.Start(start) ?? throw new InvalidOperationException("git did not start");
        }
        catch (Win32Exception e)
        {
            throw new ScoreFailure(ExitCode.BadArguments, $"git cannot be started ({e.Message}). Install it, or compare reports or folders of snapshots.", Rules.InvalidConfiguration.Id);
        }
    }
}
