namespace GradAlign.PackageTests;

/// <summary>
/// A folder outside the repository with the packed packages as a feed, shared by all tests. Its name has what a path can have:
/// spaces, letters beyond ASCII, an apostrophe.
/// </summary>
internal static class Sandbox
{
    private static readonly Lazy<string> Created = new(Create);

    public static string Root => Created.Value;

    public static string Feed => Path.Combine(Root, "feed");

    public static IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string> { ["NUGET_PACKAGES"] = Path.Combine(Root, "packages") };

    private static string Create()
    {
        var folder = Directory.CreateTempSubdirectory("gradalign ünit (tests) ").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var (code, output) = Dotnet.Run(Repository.Root,
            ["pack", "src/GradAlign.MSBuild", "-c", Repository.Configuration, "--no-build", "-o", Path.Combine(folder, "feed"), "-nologo", "-tl:off"]);
        Assert.True(code == 0, output);

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

    private static string GlobalPackages() =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
