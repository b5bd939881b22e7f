namespace GradAlign.Cli.Git;

/// <summary>Paths as git gives them: with links resolved, as on macOS, where the temporary folder is one.</summary>
internal static class RealPath
{
    /// <summary>A full path with every link on it resolved; its end need not be there.</summary>
    public static string Of(string path)
    {
        var parts = new Stack<string>();
        for (var at = Path.GetFullPath(path); at is not null; at = Path.GetDirectoryName(at))
        {
            if (Directory.Exists(at) && new DirectoryInfo(at).ResolveLinkTarget(returnFinalTarget: true) is { } target) return Path.Combine([Of(target.FullName), .. parts]);
            if (Path.GetFileName(at) is { Length: > 0 } name) parts.Push(name);
        }

        return Path.GetFullPath(path);
    }
}
