using System.Diagnostics;

namespace GradAlign.PackageTests;

public sealed class HostileTests
{
    [Fact]
    public void Each_kind_of_hostile_factory_has_its_error_at_its_line()
    {
        var project = UserProject.Create("Hostile", HostileSources.Each, "<GradAlignWarnUnscored>true</GradAlignWarnUnscored>");
        var built = project.Build();

        Assert.False(built.Succeeded);
        Assert.Equal(
            HostileSources.Expected.Order(StringComparer.Ordinal),
            built.Errors.Select(e => $"{e.Code} {HostileSources.FactoryAt(e.LineNumber) ?? e.Message}").Distinct().Order(StringComparer.Ordinal));
        Assert.All(built.Errors, e => Assert.Equal(Path.Combine(project.Folder, "Models.cs"), e.File));
        Assert.Equal(["GA0013 Unmarked"], built.Warnings.Select(w => $"{w.Code} {HostileSources.FactoryAt(w.LineNumber)}"));
    }

    [Fact]
    public void Factory_that_never_returns_is_stopped_and_not_settled()
    {
        var project = UserProject.Create("Silent", HostileSources.NeverReturns, "<GradAlignTimeout>20</GradAlignTimeout>");
        var built = project.Build();

        Assert.Equal((false, "GA0007"), (built.Succeeded, string.Join(" ", built.ErrorIds)));
        Assert.False(File.Exists(Path.Combine(project.Kept, "gate.stamp")));
    }

    [Fact]
    public void Factory_that_kills_the_gate_fails_this_build_and_the_next()
    {
        var project = UserProject.Create("Parricide", HostileSources.KillsTheGate);
        var (first, second) = (project.Build(), project.Build("--no-restore"));

        Assert.Equal((false, "GA0007"), (first.Succeeded, string.Join(" ", first.ErrorIds)));
        Assert.Equal((false, "GA0007"), (second.Succeeded, string.Join(" ", second.ErrorIds)));
        Assert.Equal(1, second.GateRuns);
    }

    [Fact]
    public void Missing_libtorch_is_an_error_that_names_the_package_and_the_property()
    {
        var project = UserProject.Create("Bare", Sources.Sound, libtorch: false);
        var bare = project.Build();

        Assert.Equal(["GA0001"], bare.ErrorIds);
        Assert.Contains("libtorch-cpu-", bare.Errors[0].Message, StringComparison.Ordinal);
        Assert.Contains("GradAlignNativePath", bare.Errors[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Project_without_a_model_fails()
    {
        var built = UserProject.Create("Empty", "public static class Nothing { }").Build();

        Assert.Equal(["GA0003"], built.ErrorIds);
        Assert.Equal("Empty.csproj", Path.GetFileName(built.Errors[0].File));
    }

    [Fact]
    public void Cancelled_build_leaves_no_process_behind()
    {
        var project = UserProject.Create("Endless", HostileSources.NeverReturns);
        using var build = project.StartBuild();
        build.OutputDataReceived += (_, _) => { };
        build.ErrorDataReceived += (_, _) => { };
        build.BeginOutputReadLine();
        build.BeginErrorReadLine();
        Assert.True(SpinWait.SpinUntil(() => Scoring(project) > 0, TimeSpan.FromSeconds(90)), "no scoring was started");

        using var interrupt = Process.Start("kill", ["-INT", $"{build.Id}"]);

        Assert.True(build.WaitForExit(TimeSpan.FromSeconds(20)), "the build goes on");
        Assert.True(SpinWait.SpinUntil(() => Scoring(project) == 0, TimeSpan.FromSeconds(10)), "the scoring goes on");
        Assert.NotEqual(0, build.ExitCode);
        Assert.False(File.Exists(Path.Combine(project.Kept, "gate.stamp")));
    }

    // The scoring process has the project's assembly on its command line.
    private static int Scoring(UserProject project) => Directory.GetDirectories("/proc")
        .Select(p => Path.Combine(p, "cmdline"))
        .Count(p =>
        {
            try
            {
                var line = File.ReadAllText(p);
                return line.Contains("GradAlign.Host.dll", StringComparison.Ordinal) && line.Contains(project.Folder, StringComparison.Ordinal);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        });
}
