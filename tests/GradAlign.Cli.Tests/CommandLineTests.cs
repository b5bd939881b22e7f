using System.Diagnostics;
using NJsonSchema;

namespace GradAlign.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("score --help")]
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
    [InlineData("score x --precision float16", "float64")]
    [InlineData("score x --memory much", "4GB")]
    [InlineData("score", "PROJECT|ASSEMBLY")]
    [InlineData("score no-such-path", "no-such-path does not exist")]
    public async Task Bad_arguments_exit_with_5_and_say_what_is_expected(string arguments, string expected)
    {
        var (code, output, errors) = await RunAsync(arguments.Split(' '));
        Assert.Equal(5, code);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public async Task Score_of_the_example_validates_against_the_schema()
    {
        var (code, output, errors) = await RunAsync(
            "score", Repository.Path("examples", "IntroScore"), "--format", "json", "--model", "Mlp*", "--repeats", "1", "--precision", "float64", "--memory", "2GB");
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
