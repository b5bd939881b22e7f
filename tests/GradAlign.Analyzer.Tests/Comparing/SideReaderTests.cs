using GradAlign.Analyzer.Comparing;
using GradAlign.Analyzer.Snapshots;
using GradAlign.Analyzer.Tests.Inputs;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Tests.Comparing;

public sealed class SideReaderTests
{
    private static readonly string Sound = Sides.Report(Sides.Judged("Net", 0.3));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("cut")]
    [InlineData("\"schemaVersion\": \"1.2\" -> \"schemaVersion\": \"2.0\"")]
    [InlineData("\"name\": \"Net\" -> \"name\": null")]
    [InlineData("\"name\": \"Net\" -> \"name\": \"\"")]
    [InlineData("\"models\": [ -> \"models\": 3, \"x\": [")]
    [InlineData("\"models\": [ -> \"models\": [null,")]
    [InlineData("\"batchSize\": 64 -> \"batchSize\": \"many\"")]
    [InlineData("\"seeds\": [ -> \"seeds\": null, \"x\": [")]
    [InlineData("\"scores\": [ -> \"scores\": [null,")]
    [InlineData("\"state\": \"defined\" -> \"state\": \"fine\"")]
    public void Unreadable_report_is_a_problem_and_never_passes(string change)
    {
        var parts = change.Split(" -> ");
        var text = change == "cut" ? Sound[..(Sound.Length / 2)] : parts.Length < 2 ? change : Sound.Replace(parts[0], parts[1], StringComparison.Ordinal);
        Assert.True(parts.Length < 2 || text != Sound, "the report does not hold what the case replaces");
        var side = SideReader.ReportText("head.json", text);
        var comparison = SideComparer.Compare(SideReader.ReportText("base.json", Sound), side, new() { Inconclusive = Severity.Warning });

        Assert.Single(side.Problems);
        Assert.Equal(Outcome.Inconclusive, comparison.Outcome);
        Assert.Contains("head.json", Assert.Single(comparison.Findings).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.3,\n            0.3,\n            0.3", "0.3, 0.3", "conflict has 2 finite values for 3 seeds")]
    [InlineData("0.3,\n            0.3,\n            0.3", "0.3, null, 0.3", "lacks the value of a seed")]
    [InlineData("0.3,\n            0.3,\n            0.3", "0.3, 1e999, 0.3", "conflict has 2 finite values for 3 seeds")]
    public void Values_that_are_missing_or_no_numbers_are_a_problem_of_the_model(string before, string after, string expected)
    {
        var text = Sound.Replace(before, after, StringComparison.Ordinal);
        Assert.NotEqual(Sound, text);

        Assert.Contains(expected, SideReader.ReportText("head.json", text).Models.Single().Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Model_beyond_a_limit_is_compared_and_one_that_was_not_measured_is_not()
    {
        var side = SideReader.ReportText("head.json", Sides.Report(
            Sides.Judged("Bad", 0.95, Rules.Conflict.Finding("Gradient conflict is 0.95.")), Sides.Judged("Dead", 0.3, Rules.UserCodeFailed.Finding("The factory threw."))));

        Assert.Equal([null, "it was not measured (GA0004: The factory threw)"], side.Models.Select(m => m.Problem));
    }

    [Fact]
    public void Report_of_a_run_that_did_not_end_well_cannot_be_relied_on()
    {
        var text = Sound.Replace("\"findings\": []\n}", "\"findings\": [{ \"id\": \"GA0007\", \"severity\": \"error\", \"message\": \"killed\" }]\n}", StringComparison.Ordinal);
        Assert.NotEqual(Sound, text);

        Assert.Contains("GA0007: killed", Assert.Single(SideReader.ReportText("head.json", text).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_without_models_or_with_one_twice_cannot_be_relied_on()
    {
        Assert.Single(SideReader.ReportText("head.json", Sides.Report()).Problems);
        Assert.Contains("Net more than once", Assert.Single(SideReader.ReportText("head.json", Sides.Report(Sides.Judged("Net", 0.3), Sides.Judged("Net", 0.1))).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Snapshot_and_report_of_one_scoring_are_the_same()
    {
        using var folder = new TemporaryFolder();
        SnapshotFile.Write(Path.Combine(folder.Path, "Net.verified.json"), Sides.Model("Net", [0.3, 0.3, 0.3], [0.2, 0.2, 0.2]).Snapshot!);

        var comparison = SideComparer.Compare(SideReader.Snapshots(folder.Path), SideReader.ReportText("head.json", Sound), new());
        Assert.Equal((ModelStatus.Unchanged, Outcome.Pass), (Assert.Single(comparison.Models).Status, comparison.Outcome));
    }

    [Fact]
    public void Folder_with_an_unreadable_snapshot_and_one_without_any_do_not_pass()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("holds no *.verified.json", Assert.Single(SideReader.Snapshots(folder.Path).Problems), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder.Path, "Net.verified.json"), "<<<<<<< HEAD");

        Assert.Contains("merge conflict", Assert.Single(SideReader.Snapshots(folder.Path).Models).Problem, StringComparison.Ordinal);
        Assert.Single(SideReader.Report(Path.Combine(folder.Path, "none.json")).Problems);
    }
}
