using System.IO.Compression;

namespace GradAlign.PackageTests;

public sealed class PackageContentTests
{
    // A megabyte of it is what a calibrator of trees takes of ML.NET, half a megabyte the calibrator that ships.
    private const long MostBytes = 4_500_000;
    private static readonly string Package = Directory.GetFiles(Sandbox.Feed, "GradAlign.MSBuild.*.nupkg").Single();

    [Fact]
    public void Package_holds_targets_tasks_tool_and_every_rule_page()
    {
        var entries = Entries();

        Assert.Superset(
            new HashSet<string>
            {
                "build/GradAlign.MSBuild.targets", "build/ScoredModelAttribute.cs", "build/ScoredModelAttribute.fs", "build/ScoredModelAttribute.vb", "build/ScoredModelAttribute.targets", "buildTransitive/GradAlign.MSBuild.targets",
                "buildMultiTargeting/GradAlign.MSBuild.targets", "tasks/netstandard2.0/GradAlign.MSBuild.dll",
                "tools/net10.0/gradalign.dll", "tools/net10.0/gradalign.runtimeconfig.json",
                "tools/net10.0/GradAlign.Host.dll", "tools/net10.0/GradAlign.Host.runtimeconfig.json", "README.md",
            },
            entries.ToHashSet());
        Assert.Equal(
            Directory.GetFiles(Path.Combine(Repository.Root, "docs", "rules"), "*.md").Select(Path.GetFileName).Order(StringComparer.Ordinal),
            entries.Where(e => e.StartsWith("docs/rules/", StringComparison.Ordinal)).Select(e => Path.GetFileName(e)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Package_brings_no_TorchSharp_and_no_native_library() =>
        Assert.DoesNotContain(Entries(), e => e.Contains("TorchSharp", StringComparison.Ordinal) || e.Contains("runtimes/", StringComparison.Ordinal)
            || e.Contains("SkiaSharp", StringComparison.Ordinal) || e.EndsWith(".so", StringComparison.Ordinal));

    [Fact]
    public void Package_is_small() => Assert.InRange(new FileInfo(Package).Length, 1, MostBytes);

    [Fact]
    public void Package_is_a_development_dependency_without_dependencies()
    {
        using var archive = ZipFile.OpenRead(Package);
        using var reader = new StreamReader(archive.GetEntry("GradAlign.MSBuild.nuspec")!.Open());
        var nuspec = reader.ReadToEnd();

        Assert.Contains("<developmentDependency>true</developmentDependency>", nuspec, StringComparison.Ordinal);
        Assert.DoesNotContain("<dependency ", nuspec, StringComparison.Ordinal);
    }

    private static string[] Entries()
    {
        using var archive = ZipFile.OpenRead(Package);
        return [.. archive.Entries.Select(e => e.FullName)];
    }
}
