using System.Diagnostics;
using NJsonSchema;

namespace GradAlign.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("score --help")]
    [InlineData("correlate --help")]
    public async Task Help_contains_examples(string arguments)
    {
        var (code, output, _) = await RunAsync(arguments.Split(' '));
        Assert.Equal(0, code);
        Assert.Contains("Examples:", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("score x --batch-size 1", "at least 2")]
    [InlineData("score x --repeats 0", "at least 1")]
    [InlineData("score x --device tpu", "cuda:i")]
    [InlineData("score x --batch-norm no", "per-sample")]
    [InlineData("score", "PROJECT|ASSEMBLY")]
    [InlineData("score no-such-path", "no-such-path does not exist")]
    [InlineData("correlate no-such.csv --accuracy no-such.csv", "no-such.csv cannot be read")]
    [InlineData("correlate x.csv", "--accuracy")]
    [InlineData("correlate x.csv --accuracy x.csv --space cifar", "nb201")]
    public async Task Bad_arguments_exit_with_5_and_say_what_is_expected(string arguments, string expected)
    {
        var (code, output, errors) = await RunAsync(arguments.Split(' '));
        Assert.Equal(5, code);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public async Task A_score_of_the_users_own_is_measured_by_the_real_host()
    {
        var (code, output, errors) = await RunAsync(
            "score", Repository.Path("examples", "IntroCustomScore"), "--format", "json", "--repeats", "2", "--batch-size", "16", "--scores", "initial_entropy,naswot");
        Assert.True(code == 0, errors);
        var schema = await JsonSchema.FromFileAsync(Repository.Path("docs", "report-schema.json"));
        Assert.Empty(schema.Validate(output));
        var models = System.Text.Json.Nodes.JsonNode.Parse(output)!["models"]!.AsArray().ToDictionary(
            m => (string)m!["name"]!, m => m!["scores"]!.AsArray().ToDictionary(s => (string)s!["key"]!, s => s!));
        var (confident, undecided) = (models["Confident"]["initial_entropy"], models["Undecided"]["initial_entropy"]);
        Assert.Equal("higher", (string)undecided["better"]!);
        Assert.InRange((double)undecided["mean"]!, 0.8, 1);
        Assert.True((double)confident["mean"]! < (double)undecided["mean"]! - 0.2, "an output layer of twenty times the weights is more certain");
        Assert.Equal("defined", (string)models["Confident"]["naswot"]["state"]!);
    }

    [Fact]
    public async Task A_score_that_is_not_there_is_a_bad_argument()
    {
        var (code, output, _) = await RunAsync(
            "score", Repository.Path("examples", "IntroCustomScore"), "--format", "json", "--repeats", "1", "--batch-size", "16", "--scores", "no_such_score");
        Assert.Equal(5, code);
        Assert.Contains("There is no score 'no_such_score'", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_of_the_example_validates_against_the_schema()
    {
        var (code, output, errors) = await RunAsync(
            "score", Repository.Path("examples", "IntroScore"), "--format", "json", "--model", "Mlp*", "--repeats", "1");
        Assert.True(code == 0, errors);
        var schema = await JsonSchema.FromFileAsync(Repository.Path("docs", "report-schema.json"));
        Assert.Empty(schema.Validate(output));
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "gradalign.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
}
