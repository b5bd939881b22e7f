using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Hosting;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Host.Tests;

/// <summary>Models of several inputs and outputs, and models that keep state, through the scoring process itself.</summary>
public sealed class SeveralInputTests(FixtureProjects projects) : IClassFixture<FixtureProjects>
{
    [Fact]
    public async Task Models_of_several_tensors_have_their_scores_and_say_what_was_done_for_them()
    {
        var found = ModelDiscovery.Discover(projects.Several);
        Assert.Empty(found.Problems);
        var outcome = await ScoringHost.ScoreAsync(new(projects.Several, new() { Repeats = 2, BatchSize = 8 }, found.Models), new());
        Assert.Null(outcome.Failure);
        var reports = outcome.Reports.ToDictionary(r => r.Name);
        string[] sound = ["Translator", "Bagged", "WithStates", "Heads", "WithCache", "WithHidden", "Half"];
        Assert.All(sound, name =>
        {
            Assert.DoesNotContain(reports[name].Findings, f => f.Severity == Severity.Error);
            Assert.Equal(ScoreState.Defined, reports[name][ScoreCatalog.Conflict]!.State);
        });
        Assert.Equal("batched", reports["Translator"].Engine);
        Assert.Contains("one sample at a time", reports["Heads"].Loss, StringComparison.Ordinal);
        Assert.Contains("CachedAttention.cache_k", reports["WithCache"].Findings.Single(f => f.Id == Rules.CarriedState.Id).Message, StringComparison.Ordinal);
        Assert.Contains("Remembering.hidden", reports["WithHidden"].Findings.Single(f => f.Id == Rules.CarriedState.Id).Message, StringComparison.Ordinal);
        Assert.Contains("BFloat16", reports["Half"].Findings.Single(f => f.Id == Rules.HalfPrecision.Id).Message, StringComparison.Ordinal);
        var missing = reports["WithoutData"].Findings.Single(f => f.Severity == Severity.Error);
        Assert.Equal(Rules.ShapeMismatch.Id, missing.Id);
        Assert.Contains("static (Tensor source, Tensor target, Tensor mask, Tensor targets) Batch(int size, long seed)", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Factories_of_every_kind_of_module_are_found_unmarked() =>
        Assert.Equal(["Several.UnmarkedClass", "Several.UnmarkedModule"], UnscoredFactories.Find(projects.Several).Select(f => f.Model));
}
