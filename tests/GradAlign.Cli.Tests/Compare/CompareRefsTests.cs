using System.Diagnostics;

namespace GradAlign.Cli.Tests.Compare;

/// <summary>Git refs as sides, as far as no model need be scored; GradAlign.PackageTests scores real ones.</summary>
public sealed class CompareRefsTests : IDisposable
{
    private const string Failing = """<Project DefaultTargets="Build"><PropertyGroup><TargetPath>bin/x.dll</TargetPath></PropertyGroup><Target Name="Restore" /><Target Name="Build"><Error Text="broken on purpose" /></Target></Project>""";
    private readonly GitSandbox sandbox = new();

    [Fact]
    public async Task Ref_that_does_not_build_is_named_and_nothing_is_left_behind()
    {
        sandbox.Write("model/Model.csproj", Failing);
        sandbox.Commit("model");
        var (code, output, errors) = await CompareAsync("HEAD", "main", "model");

        Assert.True(code == 6, output + errors);
        Assert.Contains("error GA1011: The base (HEAD (", output, StringComparison.Ordinal);
        Assert.Contains("model does not build", output, StringComparison.Ordinal);
        Assert.Contains("broken on purpose", errors, StringComparison.Ordinal);
        AssertClean();
    }

    [Fact]
    public async Task Ref_without_the_project_is_inconclusive()
    {
        sandbox.Write("README", "empty");
        sandbox.Commit("nothing yet");
        sandbox.Git("branch", "before");
        sandbox.Write("model/Model.csproj", Failing);
        var report = sandbox.Write("head.json", "{}");
        sandbox.Commit("model");
        var (code, output, errors) = await CompareAsync("before", report, "model");

        Assert.True(code == 4, output + errors);
        Assert.Contains("so there is nothing to compare", output, StringComparison.Ordinal);
        AssertClean();
    }

    [Theory]
    [InlineData("no-such-branch")]
    [InlineData("--upload-pack=x")]
    public async Task What_is_no_commit_is_a_bad_argument(string name)
    {
        sandbox.Write("model/Model.csproj", Failing);
        sandbox.Commit("model");
        var (code, _, errors) = await GradAlignProcess.RunAsync("compare", "--project", sandbox.At("model"), "--", name, "main");

        Assert.Equal(5, code);
        Assert.Contains($"{name}, is neither a file, a folder, nor a commit", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupt_ends_the_build_and_removes_the_work_tree()
    {
        using var outside = new TemporaryFolder();
        var started = outside.At("started");
        sandbox.Write("model/Model.csproj", $"""<Project DefaultTargets="Build"><PropertyGroup><TargetPath>bin/x.dll</TargetPath></PropertyGroup><Target Name="Restore" /><Target Name="Build"><Exec Command="touch '{started}' &amp;&amp; sleep 300" /></Target></Project>""");
        sandbox.Commit("model");
        // A shell that runs the tests in the background has its children ignore Ctrl+C; a user's does not.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "gradalign.dll"), "compare", "main", "HEAD", "--project", sandbox.At("model")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        Assert.StartsWith("base: scoring main (", await process.StandardError.ReadLineAsync(), StringComparison.Ordinal);
        for (var waited = 0; !File.Exists(started) && waited < 1_000; waited++) await Task.Delay(100);
        Assert.True(File.Exists(started), "the build did not begin");
        Assert.Single(sandbox.Worktrees());
        using (var kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        await process.WaitForExitAsync();

        Assert.Equal(130, process.ExitCode);
        AssertClean();
    }

    public void Dispose() => sandbox.Dispose();

    private Task<(int Code, string Output, string Errors)> CompareAsync(string before, string now, string project) =>
        GradAlignProcess.RunAsync("compare", before, now, "--project", sandbox.At(project));

    private void AssertClean()
    {
        Assert.Empty(sandbox.Worktrees());
        Assert.Equal("", sandbox.Git("status", "--porcelain"));
    }
}
