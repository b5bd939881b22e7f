using NJsonSchema;

namespace GradAlign.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("score x --batch-size 1", "at least 2")]
    [InlineData("score x --repeats 0", "at least 1")]
    [InlineData("score x --device tpu", "cuda:i")]
    [InlineData("score x --batch-norm no", "per-sample")]
    [InlineData("score", "PROJECT|ASSEMBLY")]
    [InlineData("gate x --max-conflict 1.5", "--max-conflict is '1.5', but a number from 0 to 1 is expected")]
    [InlineData("gate x --inconclusive maybe", "error or warning")]
    [InlineData("gate x --snapshot-mode none", "verify or accept")]
    [InlineData("gate x --source-root /_/", "FROM=TO")]
    [InlineData("gate no-such-path", "no-such-path does not exist")]
    [InlineData("explain x", "--model")]
    [InlineData("doctor no-such-path", "no-such-path does not exist")]
    [InlineData("score no-such-path", "no-such-path does not exist")]
    public async Task Bad_arguments_exit_with_5_and_say_what_is_expected(string arguments, string expected)
    {
        var (code, output, errors) = await GradAlignProcess.RunAsync(arguments.Split(' '));
        Assert.Equal(5, code);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public async Task Score_of_the_example_validates_against_the_schema()
    {
        var (code, output, errors) = await GradAlignProcess.RunAsync(
            "score", Repository.Path("examples", "IntroScore"), "--format", "json", "--model", "Mlp*", "--repeats", "1");
        Assert.True(code == 0, errors);
        var schema = await JsonSchema.FromFileAsync(Repository.Path("docs", "report-schema.json"));
        Assert.Empty(schema.Validate(output));
    }

    [Fact]
    public async Task Explain_of_the_example_validates_against_the_schema_and_names_the_cause()
    {
        var (code, output, errors) = await GradAlignProcess.RunAsync(
            "explain", Repository.Path("examples", "IntroScore"), "--format", "json", "--model", "CnnDeadBranch", "--repeats", "1", "--batch-size", "8");
        Assert.True(code == 0, errors);
        var schema = await JsonSchema.FromFileAsync(Repository.Path("docs", "report-schema.json"));
        Assert.Empty(schema.Validate(output));
        Assert.Contains("no value of the output of branch2.weight is positive", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_on_the_console_shows_layers_and_what_to_try()
    {
        var (code, output, errors) = await GradAlignProcess.RunAsync(
            "explain", Repository.Path("examples", "IntroScore"), "--model", "MlpDeepPlain", "--repeats", "1");
        Assert.True(code == 0, errors);
        foreach (var part in new[] { "Layers by gradient collapse", "layers.10.weight", "128 × 128", "Class pairs", "What to try", "differ between samples" })
            Assert.Contains(part, output, StringComparison.Ordinal);
    }
}
