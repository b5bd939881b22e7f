using GradAlign.Analyzer.Reporting;

namespace GradAlign.Cli.Tests.Reporting;

public sealed class ReportOriginTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("repo/.git/HEAD")]
    [InlineData("repo/.git")]
    public void Repository_is_the_nearest_folder_with_git_be_it_a_clone_or_a_worktree(string git)
    {
        folder.Write(git, "");
        var project = folder.Write("repo/src/P/P.csproj", "");
        var origin = ReportOrigin.Of(project, null);
        Assert.Equal(folder.At("repo"), origin.Root);
        Assert.Equal("src/P/A.cs", origin.Relative(folder.At("repo", "src", "P", "A.cs")));
    }

    [Fact]
    public void File_outside_of_the_repository_has_no_relative_path_and_is_shown_as_it_is()
    {
        var origin = new ReportOrigin(folder.At("repo"), null);
        Assert.Null(origin.Relative(folder.At("repo2", "A.cs")));
        Assert.Null(origin.Relative(folder.At("A.cs")));
        Assert.Null(origin.Relative("A.cs"));
        Assert.Equal("..A.cs", origin.Relative(folder.At("repo", "..A.cs")));
        Assert.Equal(folder.At("A.cs"), origin.Shown(folder.At("A.cs")));
        Assert.Null(new ReportOrigin(null, null).Relative(folder.At("A.cs")));
    }
}
