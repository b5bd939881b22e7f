namespace GradAlign.PackageTests;

/// <summary>
/// A folder outside the repository with the packed packages as a feed, shared by all tests. Its name has what a path can have:
/// spaces, parentheses, letters beyond ASCII.
/// </summary>
internal static class Sandbox
{
    private const string Prefix = "gradalign ünit (tests) ";
    private static readonly Lazy<string> Created = new(Create);

    /// <summary>A version of its own: a package that somebody installed could have the next one.</summary>
    public static string Version { get; } = $"0.1.0-packed{DateTime.UtcNow:yyyyMMddHHmmss}";

    public static string Root => Created.Value;

    public static string Feed => Path.Combine(Root, "feed");

    public static IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string> { ["NUGET_PACKAGES"] = Path.Combine(Root, "packages") };

    private static string Create()
    {
        RemoveThoseOfEarlierRuns();
        var folder = Directory.CreateTempSubdirectory(Prefix).FullName;
        foreach (var package in new[] { "GradAlign.MSBuild", "GradAlign.Cli" })
        {
            var (code, output) = Dotnet.Run(Repository.Root,
                ["pack", $"src/{package}", "-c", Repository.Configuration, "--no-build", "-o", Path.Combine(folder, "feed"), $"-p:PackageVersion={Version}", "-nologo", "-tl:off"]);
            Assert.True(code == 0, output);
        }

        // Nothing of a folder above the sandbox may reach into it.
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
            File.WriteAllText(Path.Combine(folder, name), "<Project />");
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="packed" value="feed" /></packageSources>
              <fallbackPackageFolders><clear /><add key="global" value="{GlobalPackages()}" /></fallbackPackageFolders>
            </configuration>
            """);
        return folder;
    }

    // A test process is ended before it could tidy up behind its last test.
    private static void RemoveThoseOfEarlierRuns()
    {
        foreach (var old in new DirectoryInfo(Path.GetTempPath()).GetDirectories(Prefix + "*").Where(d => d.CreationTimeUtc < DateTime.UtcNow.AddHours(-1)))
            old.Delete(recursive: true);
    }

    private static string GlobalPackages() =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
