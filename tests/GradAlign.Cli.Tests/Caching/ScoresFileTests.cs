using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Verdicts;
using GradAlign.Cli.Caching;

namespace GradAlign.Cli.Tests.Caching;

public sealed class ScoresFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Measured_models_are_kept_and_others_are_not()
    {
        var sound = SampleReport.Model("Sound", SampleReport.Values(0.25), SampleReport.Values(0.5));
        var undefined = SampleReport.Model("Undefined", [ScoreValue.Undefined("no")], SampleReport.Values(0.5));
        var killed = SampleReport.Model("Killed", SampleReport.Values(0), SampleReport.Values(0), findings: Rules.ScoringKilled.Finding("killed")) with { Scores = [] };
        ScoresFile.Write(folder.At("scores.json"), "f", [sound, undefined, killed]);
        var kept = ScoresFile.Read(folder.At("scores.json"), "f");
        Assert.Equal(["Sound", "Undefined"], kept.Select(r => r.Name));
        Assert.Equal(0.25, kept[0][ScoreCatalog.Conflict]!.Mean);
        Assert.Equal(ScoreState.Undefined, kept[1][ScoreCatalog.Conflict]!.State);
    }

    [Fact]
    public void Other_fingerprint_finds_nothing()
    {
        ScoresFile.Write(folder.At("scores.json"), "f", [SampleReport.Model("Sound", SampleReport.Values(0.25), SampleReport.Values(0.5))]);
        Assert.Empty(ScoresFile.Read(folder.At("scores.json"), "g"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{ \"version\": 1, \"fingerprint\": \"f\" }")]
    [InlineData("{ \"version\": 1, \"fingerprint\": \"f\", \"models\": [{}] }")]
    [InlineData("{ \"version\": 1, \"fingerprint\": \"f\", \"models\": [null] }")]
    public void Damaged_file_finds_nothing(string text) => Assert.Empty(ScoresFile.Read(folder.Write("scores.json", text), "f"));

    [Fact]
    public void Missing_file_finds_nothing() => Assert.Empty(ScoresFile.Read(folder.At("scores.json"), "f"));
}
