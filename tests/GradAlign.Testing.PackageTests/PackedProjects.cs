using System.Xml.Linq;

namespace GradAlign.Testing.PackageTests;

/// <summary>The packages in a feed of their own, and projects outside the repository that use them: the two examples, an NUnit and an MSTest project.</summary>
public sealed class PackedProjects : IDisposable
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private const string Bare = "WithoutLibtorch";
    private static readonly string[] Packages = ["GradAlign.Analyzer", "GradAlign.Host", "GradAlign.Testing", "GradAlign.Testing.Xunit", "GradAlign.Testing.XunitV3", "GradAlign.MSBuild"];

    // A version and a package folder of their own: in the global one an older build of the same version would stay.
    private static readonly string Version = $"0.1.0-packed{DateTime.UtcNow:yyyyMMddHHmmss}";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gradalign-packages-");

    public PackedProjects()
    {
        foreach (var package in Packages)
            Dotnet.RunOrFail(RepositoryRoot.Path, "pack", $"src/{package}/{package}.csproj", "-c", Configuration, "--no-build", "-o", Feed, $"-p:PackageVersion={Version}", "-v:q", "--nologo");

        Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><add key="packed" value="{Feed}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="global" value="{Dotnet.PackageFolder}" /></fallbackPackageFolders>
            </configuration>
            """);
        foreach (var file in new[] { ".editorconfig", "global.json", "Directory.Build.props", "Directory.Build.targets", "eng/Libtorch.targets", "src/GradAlign.MSBuild/build/ScoredModelAttribute.cs" }) Copy(file);
        foreach (var example in new[] { "IntroScore", "IntroTestGate", "IntroTestGateV3" }) CopyFolder($"examples/{example}");
        Write("Directory.Packages.props", Versions());
        foreach (var (name, references, source) in new[] { ("WithNUnit", ConsumerSources.NUnitPackages, ConsumerSources.NUnit), ("WithMSTest", ConsumerSources.MSTestPackages, ConsumerSources.MSTest), (Bare, ConsumerSources.NUnitPackages, ConsumerSources.NUnit) })
        {
            Write($"examples/{name}/{name}.csproj", ConsumerSources.Project(references, libtorch: name != Bare));
            Write($"examples/{name}/Tests.cs", source);
        }

        Write("examples/GuideModels/GuideModels.csproj", ConsumerSources.ModelsProject);
        Write("examples/GuideModels/Models.cs", ConsumerSources.Models);
        Write("examples/Guide/Guide.csproj", ConsumerSources.GuideProject);
        Write("examples/Guide/Tests.cs", ConsumerSources.GuideTests);
        foreach (var project in new[] { "Guide", "IntroTestGate", "IntroTestGateV3", "WithNUnit", "WithMSTest", Bare })
            Dotnet.RunOrFail(folder.FullName, "build", $"examples/{project}", "-c", "Release", "-m:1", "-v:q", "--nologo", "-p:UseGradAlignPackages=true", "-p:RestorePackagesWithLockFile=false");
    }

    public string Feed => Path.Combine(folder.FullName, "feed");

    /// <summary>Runs every test of a project, the one that is meant to fail too.</summary>
    /// <returns>The exit code, what was printed, and the results: name, outcome and message.</returns>
    public (int ExitCode, string Output, IReadOnlyList<TestResult> Results) Test(string project, string? filter = null)
    {
        Write("all.runsettings", "<RunSettings />");
        var results = Path.Combine(folder.FullName, "results", $"{project}.trx");
        string[] chosen = filter is null ? [] : ["--filter", filter];
        var (exitCode, output) = Dotnet.Run(folder.FullName,
            ["test", $"examples/{project}", "-c", "Release", "--no-build", "--settings", "all.runsettings", "--results-directory", Path.GetDirectoryName(results)!, "--logger", $"trx;LogFileName={project}.trx", .. chosen]);
        Assert.True(File.Exists(results), output);
        return (exitCode, output, TestResult.Read(XDocument.Load(results)));
    }

    /// <summary>The text of an attachment, of which a trx file says the last parts of the path.</summary>
    public string AttachmentText(string attachment) =>
        File.ReadAllText(Directory.GetFiles(Path.Combine(folder.FullName, "results"), Path.GetFileName(attachment.Replace('\\', '/')), SearchOption.AllDirectories).First());

    public void Dispose() => folder.Delete(recursive: true);

    // The repository's versions, and those of the packages that were just packed.
    private static string Versions()
    {
        var versions = XDocument.Load(Path.Combine(RepositoryRoot.Path, "Directory.Packages.props"));
        versions.Root!.Add(new XElement("ItemGroup", Packages.Select(p => new XElement("PackageVersion", new XAttribute("Include", p), new XAttribute("Version", Version)))));
        return versions.ToString();
    }

    private void CopyFolder(string path)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, path), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(RepositoryRoot.Path, f)))
        {
            if (!file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal) && !file.EndsWith(".lock.json", StringComparison.Ordinal)) Copy(file);
        }
    }

    private void Copy(string path)
    {
        var target = Path.Combine(folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(Path.Combine(RepositoryRoot.Path, path), target);
    }

    private void Write(string path, string content)
    {
        var target = Path.Combine(folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.WriteAllText(target, content);
    }
}
