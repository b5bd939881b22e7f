using System.Text.Json.Nodes;
using GradAlign.Cli.Tests.Gate;

namespace GradAlign.Cli.Tests;

/// <summary>Models that carry no attribute, named on the command line.</summary>
public sealed class FactoryTests(GatedProject gated) : IClassFixture<GatedProject>
{
    [Fact]
    public async Task Static_method_with_arguments_and_class_are_scored_without_touching_the_code()
    {
        var (code, output, errors) = await GradAlignProcess.RunAsync(
            "score", gated.Assembly, "--factory", "Models.Forgotten", "--factory", "Wide(3)", "--input", "5", "--classes", "3", "--repeats", "1", "--format", "json");

        Assert.True(code == 0, errors + output);
        var models = JsonNode.Parse(output)!["models"]!.AsArray();
        Assert.Equal(["Forgotten", "Wide(3)"], models.Select(m => (string)m!["name"]!));
        Assert.All(models, m => Assert.Equal("defined", (string)m!["scores"]!.AsArray().Single(s => (string)s!["key"]! == "conflict")!["state"]!));
        Assert.Equal(GatedProject.Line("Forgotten"), (int)models[0]!["source"]!["line"]!);
    }

    [Fact]
    public async Task Gate_fails_at_the_line_of_a_named_factory()
    {
        var (code, output, errors) = await GradAlignProcess.RunAsync("gate", gated.Assembly, "--factory", "Models.Collapsed", "--input", "5", "--classes", "3", "--repeats", "1");

        Assert.True(code == ExitCode.GateFailed, errors + output);
        Assert.Contains(FormattableString.Invariant($"Models.cs({GatedProject.Line("Collapsed")}): error GA1002: Collapsed: "), output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_takes_a_factory_in_place_of_a_model()
    {
        var (code, output, errors) = await GradAlignProcess.RunAsync(
            "explain", gated.Assembly, "--factory", "Models.Forgotten", "--input", "5", "--classes", "3", "--repeats", "1", "--batch-size", "8");

        Assert.True(code == 0, errors + output);
        Assert.Contains("Forgotten", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Factory_that_is_not_there_is_a_bad_argument_that_lists_those_that_are()
    {
        var (code, _, errors) = await GradAlignProcess.RunAsync("score", gated.Assembly, "--factory", "Models.Forgoten", "--input", "5", "--classes", "3");

        Assert.Equal(5, code);
        Assert.Contains("--factory 'Models.Forgoten' names no static method of Gated.dll", errors, StringComparison.Ordinal);
        Assert.Contains("Models.Forgotten, ", errors, StringComparison.Ordinal);
        Assert.Contains("Models.Wide(width)", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assembly_without_attributes_is_offered_what_it_could_score()
    {
        var (code, _, errors) = await GradAlignProcess.RunAsync("score", Path.Combine(AppContext.BaseDirectory, "GradAlign.Analyzer.dll"));

        Assert.Equal(6, code);
        Assert.Contains("error GA0003: ", errors, StringComparison.Ordinal);
        Assert.Contains("GradAlign.Analyzer.dll --factory \"GradAlign.Analyzer.Hosting.SelfTest.TinyModel(watched)\" --input 3x32x32 --classes 10\n", errors.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }
}
