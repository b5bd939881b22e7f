using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Hosting;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Host.Tests;

/// <summary>The example that brings a rule of its own, scored in the scoring process.</summary>
public sealed class CustomRuleExampleTests
{
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    [Fact]
    public async Task A_modules_own_rule_takes_the_place_of_the_loop_and_a_wrong_one_does_not()
    {
        var assembly = Path.Combine(RepositoryRoot.Path, "examples", "IntroCustomRule", "bin", Configuration, "net10.0", "IntroCustomRule.dll");
        var outcome = await ScoringHost.ScoreAsync(new(assembly, new() { Repeats = 2 }, ModelDiscovery.Discover(assembly).Models), new());
        Assert.Null(outcome.Failure);
        var (loop, rule, wrong) = (Report(outcome, "ByLoop"), Report(outcome, "ByRule"), Report(outcome, "ByWrongRule"));

        Assert.Equal(("mixed", "batched", "loop"), (loop.Engine, rule.Engine, wrong.Engine));
        Assert.DoesNotContain(rule.Findings, f => f.Id == Rules.LoopFallback.Id);
        Assert.Contains("2 of 8 parameters took 64 passes of one sample a seed", Fallback(loop), StringComparison.Ordinal);
        Assert.Contains("'positions.positions', 'positions.scale' of 'positions' (ScaledPositions)", Fallback(loop), StringComparison.Ordinal);
        Assert.Contains("the rule of ScaledPositionsWithWrongRule is wrong", Fallback(wrong), StringComparison.Ordinal);

        foreach (var score in new[] { ScoreCatalog.Conflict, ScoreCatalog.Collapse, ScoreCatalog.GradAlignI })
        {
            Assert.Equal(loop[score]!.Mean!.Value, rule[score]!.Mean!.Value, 1e-4);
            Assert.Equal(loop[score]!.Mean!.Value, wrong[score]!.Mean!.Value, 1e-4);
        }
    }

    private static ModelReport Report(ScoringOutcome outcome, string name) => outcome.Reports.Single(r => r.Name == name);

    private static string Fallback(ModelReport report) => report.Findings.Single(f => f.Id == Rules.LoopFallback.Id).Message;
}
