namespace GradAlign.Cli.Tests;

public sealed class ProjectFileTests
{
    [Theory]
    [InlineData("A.csproj", true)]
    [InlineData("folder/A.fsproj", true)]
    [InlineData("A.VBPROJ", true)]
    [InlineData("A.sln", false)]
    [InlineData("A.dll", false)]
    public void Project_of_every_language_is_known_by_its_extension(string path, bool expected) => Assert.Equal(expected, ProjectFile.Is(path));

    [Fact]
    public async Task Folder_with_projects_of_several_languages_is_a_bad_argument_that_names_them()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "B.fsproj", "A.csproj", "C.vbproj", "notes.txt" }) File.WriteAllText(folder.At(name), "");

        var failure = await Assert.ThrowsAsync<ScoreFailure>(() => ProjectBuild.ResolveAsync(new() { Target = folder.Root, Configuration = "Debug" }, CancellationToken.None));

        Assert.Equal(ExitCode.BadArguments, failure.ExitCode);
        Assert.Contains("holds several projects (A.csproj, B.fsproj, C.vbproj). Name one of them.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_without_a_project_is_a_bad_argument_that_says_what_was_looked_for()
    {
        using var folder = new TemporaryFolder();

        var failure = await Assert.ThrowsAsync<ScoreFailure>(() => ProjectBuild.ResolveAsync(new() { Target = folder.Root, Configuration = "Debug" }, CancellationToken.None));

        Assert.Equal(ExitCode.BadArguments, failure.ExitCode);
        Assert.Contains("holds no .csproj, .fsproj or .vbproj", failure.Message, StringComparison.Ordinal);
    }
}
