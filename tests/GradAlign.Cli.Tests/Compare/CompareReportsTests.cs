using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;
using NJsonSchema;

namespace GradAlign.Cli.Tests.Compare;

public sealed class CompareReportsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("same", "", 0, "2 unchanged")]
    [InlineData("better", "", 0, "Net is better")]
    [InlineData("worse", "", 3, "error GA1010: Net is worse at the head")]
    [InlineData("worse", "--margin 0.9", 0, "2 unchanged")]
    [InlineData("worse", "--inconclusive warn", 3, "error GA1010")]
    [InlineData("undecided", "", 4, "error GA1011: Net may be worse at the head")]
    [InlineData("undecided", "--inconclusive warn", 0, "warning GA1011: Net may be worse")]
    [InlineData("gone", "", 0, "warning GA1012: Other is at the base")]
    [InlineData("gone", "--gone error", 3, "error GA1012: Other is at the base")]
    [InlineData("unmeasured", "", 4, "at the head it was not measured (GA0004")]
    [InlineData("broken", "--inconclusive warn", 4, "error GA1011: The head")]
    public async Task Head_of_every_kind_ends_with_its_code(string head, string options, int expected, string text)
    {
        var (@base, now) = (Write("base", Model("Net", 0.3), Model("Other", 0.2)), Head(head));
        var (code, output, errors) = await GradAlignProcess.RunAsync(["compare", @base, now, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.True(code == expected, output + errors);
        Assert.Contains(text.Replace("Net is better", "1 better, 1 unchanged", StringComparison.Ordinal), output, StringComparison.Ordinal);
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData("worse")]
    [InlineData("undecided")]
    [InlineData("gone")]
    [InlineData("unmeasured")]
    [InlineData("broken")]
    public async Task Json_validates_against_the_schema(string head)
    {
        var file = folder.At("comparison.json");
        await GradAlignProcess.RunAsync("compare", Write("base", Model("Net", 0.3), Model("Other", 0.2)), Head(head), "--format", "json", "-o", file);
        var schema = await JsonSchema.FromFileAsync(Repository.Path("docs", "comparison-schema.json"));

        Assert.Empty(schema.Validate(await File.ReadAllTextAsync(file)));
    }

    [Theory]
    [InlineData("compare x y", "the base, x, is neither a file nor a folder")]
    [InlineData("compare x", "Required argument 'HEAD' missing")]
    [InlineData("compare x y --margin 2", "--margin is '2', but a number from 0 to 1 is expected")]
    [InlineData("compare x y --gone maybe", "error")]
    [InlineData("report histry", "See gradalign report --help")]
    public async Task Bad_arguments_exit_with_5(string arguments, string expected)
    {
        var (code, output, errors) = await GradAlignProcess.RunAsync(arguments.Split(' '));

        Assert.Equal((5, ""), (code, output));
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private string Head(string kind) => kind switch
    {
        "same" => Write("head", Model("Net", 0.3), Model("Other", 0.2)),
        "better" => Write("head", Model("Net", 0.1), Model("Other", 0.2)),
        "worse" => Write("head", Model("Net", 0.6), Model("Other", 0.2)),
        "undecided" => Write("head", SampleReport.Model("Net", SampleReport.Values(0.3, 0.9, 0.2), SampleReport.Values(0.3, 0.3, 0.3)), Model("Other", 0.2)),
        "gone" => Write("head", Model("Net", 0.3)),
        "unmeasured" => Write("head", Model("Net", 0.3) with { Scores = [], Findings = [Rules.UserCodeFailed.Finding("The factory threw.")] }, Model("Other", 0.2)),
        _ => folder.Write("head.json", File.ReadAllText(Write("whole", Model("Net", 0.3)))[..200]),
    };

    private static ModelReport Model(string name, double conflict) =>
        SampleReport.Model(name, SampleReport.Values(conflict, conflict, conflict), SampleReport.Values(0.3, 0.3, 0.3));

    private string Write(string name, params ModelReport[] models) => folder.Write($"{name}.json", JsonReportWriter.Write(SampleReport.Create() with
    {
        Models = [.. models.Select(m => new JudgedModel(m, Judge.Verdict(m, new(), 64)))],
        Findings = [],
    }));
}
