using System.Text.Json.Nodes;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Snapshots;
using NJsonSchema;

namespace GradAlign.Cli.Tests.History;

public sealed class HistoryTests : IDisposable
{
    private readonly GitSandbox sandbox = new();

    [Fact]
    public async Task History_of_a_branch_is_one_point_a_change_and_validates_against_the_schema()
    {
        Snapshot("Net", 0.3);
        Snapshot("Öther", 0.2);
        sandbox.Commit("first | scores");
        sandbox.Git("switch", "--quiet", "--create", "side");
        Snapshot("Net", 0.5);
        sandbox.Commit("on the way");
        Snapshot("Net", 0.92);
        sandbox.Commit("still on the way");
        sandbox.Git("switch", "--quiet", "main");
        sandbox.Write("unrelated", "x");
        sandbox.Commit("unrelated");
        sandbox.Git("merge", "--quiet", "--no-ff", "--no-edit", "side");
        File.Delete(sandbox.At("model", "gradalign.snapshots", "Öther.verified.json"));
        sandbox.Commit("gone");

        var (code, output, errors) = await GradAlignProcess.RunAsync("report", "history", sandbox.At("model"), "--format", "json");
        Assert.True(code == 0, errors);
        var schema = await JsonSchema.FromFileAsync(Repository.Path("docs", "history-schema.json"));
        Assert.Empty(schema.Validate(output));
        Assert.Equal(
            ["Net: first | scores measured new pass", "Net: Merge branch 'side' measured worse fail", "Öther: first | scores measured new pass", "Öther: gone gone gone "],
            from model in JsonNode.Parse(output)!["models"]!.AsArray()
            from point in model!["points"]!.AsArray()
            select $"{model["name"]}: {point!["subject"]} {point["state"]} {point["change"]} {point["verdict"]}");
    }

    [Fact]
    public async Task History_on_the_console_and_as_Markdown_names_commits_and_scores()
    {
        Snapshot("Net", 0.3);
        sandbox.Commit("first | scores");
        var hash = sandbox.Git("rev-parse", "HEAD")[..10];
        var (_, console, _) = await GradAlignProcess.RunAsync("report", "history", sandbox.At("model", "gradalign.snapshots"));
        var (_, markdown, _) = await GradAlignProcess.RunAsync("report", "history", sandbox.At("model"), "--format", "markdown");

        Assert.Matches($"{hash} .* 0.300 .* pass .* new .* first | scores", console);
        Assert.Contains($"| {hash} | ", markdown, StringComparison.Ordinal);
        Assert.Contains("| 0.300 | 0.300 | 0 | 1,234,567 | pass | new | first \\| scores |", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_are_those_of_the_project()
    {
        Snapshot("Net", 0.3);
        sandbox.Write("gradalign.json", """{ "maxConflict": 0.1 }""");
        sandbox.Commit("scores");
        var (_, output, _) = await GradAlignProcess.RunAsync("report", "history", sandbox.At("model"), "--format", "json");

        Assert.Equal("fail", (string?)JsonNode.Parse(output)!["models"]![0]!["points"]![0]!["verdict"]);
    }

    [Fact]
    public async Task Snapshot_that_cannot_be_read_is_a_point_and_inconclusive_while_it_is_the_last()
    {
        sandbox.Write("model/gradalign.snapshots/Net.verified.json", "<<<<<<< HEAD");
        sandbox.Commit("merge conflict");
        var broken = await GradAlignProcess.RunAsync("report", "history", sandbox.At("model"));
        Snapshot("Net", 0.3);
        sandbox.Commit("mended");
        var mended = await GradAlignProcess.RunAsync("report", "history", sandbox.At("model"));

        Assert.Equal((4, 0), (broken.Code, mended.Code));
        Assert.Contains("unreadable", broken.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_without_snapshots_or_repository_is_a_bad_argument()
    {
        sandbox.Write("file", "x");
        sandbox.Commit("no snapshots");
        using var outside = new TemporaryFolder();
        var (none, nowhere) = (await GradAlignProcess.RunAsync("report", "history", sandbox.Root), await GradAlignProcess.RunAsync("report", "history", outside.Root));

        Assert.Equal((5, 5), (none.Code, nowhere.Code));
        Assert.Contains("no commit holds a snapshot", none.Errors, StringComparison.Ordinal);
        Assert.Contains("lies in no git work tree", nowhere.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_of_a_report_shows_the_history_of_the_snapshots_beside_the_project()
    {
        Snapshot("Net", 0.3);
        sandbox.Commit("first");
        var first = sandbox.Git("rev-parse", "HEAD")[..10];
        Snapshot("Net", 0.92);
        sandbox.Commit("worse");
        var report = SampleReport.Create();
        report = report with
        {
            Origin = ReportOrigin.Of(sandbox.At("model", "Model.csproj"), null),
            Models = [report.Models[0] with { Report = SampleReport.Model("Net", SampleReport.Values(0.9), SampleReport.Values(0.3)) }],
        };

        var page = await ReportText.OfAsync(report, OutputFormat.Html, default);

        Assert.Contains("<summary>History</summary>", page, StringComparison.Ordinal);
        Assert.Matches($"{first}</td><td class=\"number\">0.300</td>", page);
        Assert.Contains("<td class=\"number\">0.920</td>", page, StringComparison.Ordinal);
    }

    public void Dispose() => sandbox.Dispose();

    private void Snapshot(string model, double conflict) => SnapshotFile.Write(
        sandbox.At("model", "gradalign.snapshots", $"{model}.verified.json"),
        ScoreSnapshot.Of(SampleReport.Model(model, SampleReport.Values(conflict, conflict, conflict), SampleReport.Values(0.3, 0.3, 0.3)), new()));
}
