using System.Text.Json.Nodes;

namespace GradAlign.PackageTests;

public sealed class ReportItemTests
{
    private const string Shown = """<Target Name="ShowReport" AfterTargets="GradAlignGate"><Message Importance="high" Text="the report is @(GradAlignReport)" /></Target>""";

    [Fact]
    public void Build_that_passes_leaves_its_report_as_an_item_also_where_nothing_was_scored_again()
    {
        var project = UserProject.Create("ReportItem", Sources.Sound, rest: Shown);
        var (first, again) = (project.Build(), project.Build("--no-restore"));
        var report = Path.Combine(project.Kept, "report.json");

        Assert.True(first.Succeeded && again.Succeeded, first.Output + again.Output);
        Assert.Equal((1, 0), (first.GateRuns, again.GateRuns));
        foreach (var build in new[] { first, again })
        {
            Assert.Equal([report], build.Added("GradAlignReport"));
            Assert.Single(build.Messages($"the report is {report}"));
        }

        Assert.Equal("Sound", (string?)JsonNode.Parse(File.ReadAllText(report))!["models"]![0]!["name"]);
    }

    [Fact]
    public void Build_that_fails_leaves_its_report_as_an_item_too()
    {
        var project = UserProject.Create("ReportItemOfFailure", Sources.Bad);
        var build = project.Build();

        Assert.False(build.Succeeded);
        Assert.Equal([Path.Combine(project.Kept, "report.json")], build.Added("GradAlignReport"));
    }
}
