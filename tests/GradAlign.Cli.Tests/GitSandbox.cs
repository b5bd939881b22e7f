using System.Diagnostics;

namespace GradAlign.Cli.Tests;

/// <summary>A git repository of a test's own.</summary>
internal sealed class GitSandbox : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public GitSandbox() => Git("init", "--quiet", "--initial-branch=main");

    public string Root => folder.Root;

    public string At(params string[] parts) => folder.At(parts);

    public string Write(string path, string text) => folder.Write(path, text);

    /// <summary>Commits whatever has changed.</summary>
    public void Commit(string subject)
    {
        Git("add", "--all");
        Git("commit", "--quiet", "--message", subject);
    }

    public string Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-c", "user.name=Test", "-c", "user.email=test@localhost", "-c", "commit.gpgSign=false", .. arguments])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("GIT_", StringComparison.Ordinal)).ToArray()) start.Environment.Remove(name);
        start.Environment["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"git {string.Join(' ', arguments)}: {errors.GetAwaiter().GetResult()}");
        return output;
    }

    /// <summary>Work trees beside the repository's own.</summary>
    public IReadOnlyList<string> Worktrees() => [.. Git("worktree", "list", "--porcelain").Split('\n').Where(l => l.StartsWith("worktree ", StringComparison.Ordinal)).Skip(1)];

    public void Dispose() => folder.Dispose();
}
