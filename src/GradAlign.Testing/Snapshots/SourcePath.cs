namespace GradAlign.Testing.Snapshots;

/// <summary>The source file of a test. A deterministic build maps its path (<c>/_/tests/A.cs</c>), and a CI machine may test what another has built.</summary>
internal static class SourcePath
{
    /// <summary>Folder of the sources, where they are not above the test's output.</summary>
    public const string RootVariable = "GRADALIGN_SOURCE_ROOT";

    /// <exception cref="FileNotFoundException">It is not on this machine.</exception>
    public static string OnThisMachine(string recorded) => Find(recorded, AppContext.BaseDirectory, Environment.GetEnvironmentVariable(RootVariable));

    /// <summary>The file itself; else the longest end of its path that is a file below the root or below a folder above the output.</summary>
    internal static string Find(string recorded, string output, string? root)
    {
        if (Path.IsPathFullyQualified(recorded) && File.Exists(recorded)) return recorded;
        var parts = recorded.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);
        string[] folders = [.. string.IsNullOrEmpty(root) ? [] : new[] { root }, .. Above(output)];
        var found = Enumerable.Range(0, parts.Length)
            .SelectMany(skipped => folders.Select(folder => Path.GetFullPath(Path.Combine([folder, .. parts[skipped..]]))))
            .FirstOrDefault(File.Exists);
        return found ?? throw new FileNotFoundException(
            $"The source of the test, {recorded}, is not on this machine, so its snapshot cannot be found. Set {RootVariable} to the folder that the path begins at.", recorded);
    }

    private static IEnumerable<string> Above(string folder)
    {
        for (var above = new DirectoryInfo(folder); above is not null; above = above.Parent) yield return above.FullName;
    }
}
