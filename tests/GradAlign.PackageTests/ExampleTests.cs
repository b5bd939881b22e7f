namespace GradAlign.PackageTests;

public sealed class ExampleTests
{
    [Fact]
    public void IntroBuildGate_is_refused_at_its_deep_model_and_passes_when_that_is_mended()
    {
        var project = Copy("IntroBuildGate");
        // The example takes the package of its own version.
        var version = $"-p:Version={Sandbox.Version}";
        var (refused, mended) = (project.Build(version), project.Build(version, "--no-restore", "-p:Normalised=true"));

        Assert.Equal(["GA1001", "GA1002"], refused.ErrorIds);
        var lines = File.ReadAllLines(Path.Combine(project.Folder, "ScoredModels.cs"));
        Assert.All(refused.Errors, e => Assert.Contains(" Deep()", lines[e.LineNumber - 1], StringComparison.Ordinal));
        Assert.True(mended.Succeeded, mended.Output);
        Assert.Empty(mended.Warnings);
    }

    // With what the repository gives its projects, and with the sandbox's feed.
    private static UserProject Copy(string example)
    {
        var files = new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", Path.Combine("eng", "Libtorch.targets") }
            .Concat(Directory.GetFiles(Path.Combine(Repository.Root, "examples", example)).Where(f => Path.GetFileName(f) != "nuget.config").Select(f => Path.GetRelativePath(Repository.Root, f)));
        foreach (var file in files)
        {
            var copy = Path.Combine(Sandbox.Root, "repository", file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(Repository.Root, file), copy, overwrite: true);
        }

        return UserProject.At(Path.Combine(Sandbox.Root, "repository", "examples", example));
    }
}
