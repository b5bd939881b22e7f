using GradAlign.Testing.Messages;

namespace GradAlign.Testing.PackageTests;

public sealed class PackageTests(PackedProjects projects) : IClassFixture<PackedProjects>
{
    [Theory]
    [InlineData("IntroTestGate", "GradAlign.Testing.ArchitectureAssertException : ", 0)]
    [InlineData("IntroTestGateV3", "GradAlign.Testing.ArchitectureAssertException : ", 1)]
    public void Example_passes_but_for_the_test_that_is_meant_to_fail(string example, string prefix, int attachments)
    {
        var (exitCode, output, results) = projects.Test(example);

        Assert.True(exitCode != 0, output);
        Assert.True(results.Count == 7, output);
        var failed = Assert.Single(results, r => r.Outcome != "Passed");
        Assert.EndsWith("Deep_mlp_without_normalisation_is_sound", failed.Name, StringComparison.Ordinal);
        Assert.StartsWith(prefix + "GradAlign: ScoredModels.MlpDeepPlain()", failed.Message, StringComparison.Ordinal);
        AssertFails(failed, 2);
        // xunit v2 takes no attachments: there the message alone names the report.
        Assert.Equal(attachments, failed.Attachments.Count);
        Assert.All(failed.Attachments, a => Assert.Contains("MlpDeepPlain", projects.AttachmentText(a), StringComparison.Ordinal));
        Assert.All(results.Except([failed]), r => Assert.Empty(r.Attachments));
    }

    [Theory]
    [InlineData("WithNUnit")]
    [InlineData("WithMSTest")]
    public void Consumer_of_another_framework_passes_and_fails_properly(string project)
    {
        var (exitCode, output, results) = projects.Test(project);

        Assert.True(exitCode != 0, output);
        Assert.Equal(["Fails", "In_process_passes", "Passes"], results.Select(r => r.Name.Split(' ', '(')[0]).Order(StringComparer.Ordinal));
        AssertFails(Assert.Single(results, r => r.Outcome == "Failed"), 2);
    }

    // Both packages bring the attribute, and the models' internals, theirs with them, are visible: the build of it has no warning.
    [Fact]
    public void Guide_works_as_it_is_written_with_models_in_a_project_of_their_own()
    {
        var (exitCode, output, results) = projects.Test("Guide");

        Assert.True(exitCode == 0, output);
        Assert.Equal(
            ["Every_model_is_sound", "Every_model_of_the_tests_is_sound", "Small_is_sound"],
            results.Select(r => r.Name.Split('(')[0].Split('.')[^1]).Order(StringComparer.Ordinal));
    }

    // A test run that cannot load libtorch fails, and says so.
    [Fact]
    public void Run_without_libtorch_fails()
    {
        var (exitCode, output, results) = projects.Test("WithoutLibtorch");

        Assert.True(exitCode != 0, output);
        Assert.Equal(3, results.Count);
        Assert.All(results, r =>
        {
            Assert.Equal("Failed", r.Outcome);
            Assert.Equal("GA0001", Assert.Single(FailureMessage.Parse(r.Message!)!.Findings).Id);
        });
    }

    [Fact]
    public void Packages_are_small_and_bring_the_scoring_process()
    {
        var sizes = Directory.GetFiles(projects.Feed, "*.nupkg").ToDictionary(f => Path.GetFileName(f), f => new FileInfo(f).Length);

        Assert.Equal(6, sizes.Count);
        // Half a megabyte of the largest is the calibrator that ships. The gate's package holds the whole tool, and has a test of its own.
        Assert.All(sizes.Where(s => !s.Key.StartsWith("GradAlign.MSBuild.", StringComparison.Ordinal)), s => Assert.True(s.Value < 1_500_000, $"{s.Key} has {s.Value} bytes"));
    }

    private static void AssertFails(TestResult result, int conditions)
    {
        var message = FailureMessage.Parse(result.Message!)!;

        Assert.Equal(conditions, message.Failed.Count());
        Assert.True(File.Exists(message.Report), result.Message);
    }
}
