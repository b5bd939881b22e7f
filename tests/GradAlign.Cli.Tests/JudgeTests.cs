using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Cli.Tests;

public sealed class JudgeTests
{
    [Theory]
    [InlineData(0.25, 0.25, Outcome.Pass)]
    [InlineData(0.85, 0.25, Outcome.Pass, "GA1001")]
    [InlineData(0.95, 0.25, Outcome.Fail, "GA1001")]
    [InlineData(0.25, 0.94, Outcome.Pass)]
    [InlineData(0.25, 0.96, Outcome.Pass, "GA1002")]
    [InlineData(0.25, 0.99, Outcome.Fail, "GA1002")]
    [InlineData(0.90, 0.25, Outcome.Pass, "GA1001")]
    public void Headline_scores_are_held_against_the_default_limits(double conflict, double collapse, Outcome outcome, params string[] ids)
    {
        var verdict = Judge.Verdict(Model(conflict, collapse), new(), 64);
        Assert.Equal(outcome, verdict.Outcome);
        Assert.Equal(ids, verdict.Findings.Select(f => f.Id));
    }

    [Theory]
    [InlineData(1, Severity.Warning)]
    [InlineData(2, Severity.Error)]
    public void Dead_layers_warn_from_one_and_fail_from_half(double dead, Severity severity) =>
        Assert.Equal(severity, Assert.Single(Judge.Verdict(Model(0.2, 0.2, dead), new(), 64).Findings).Severity);

    [Fact]
    public void Limit_within_seed_noise_warns()
    {
        var model = SampleReport.Model("M", SampleReport.Values(0.7, 0.78, 0.86), SampleReport.Values(0.2, 0.2, 0.2));
        Assert.Equal(["GA1007"], Judge.Verdict(model, new(), 64).Findings.Select(f => f.Id));
    }

    [Fact]
    public void Other_batch_size_without_limits_is_inconclusive_without_findings()
    {
        var verdict = Judge.Verdict(Model(0.95, 0.2), new(), 32);
        Assert.Equal(Outcome.Inconclusive, verdict.Outcome);
        Assert.NotNull(verdict.Reason);
        Assert.Empty(verdict.Findings);
    }

    [Fact]
    public void Stricter_of_attribute_and_configured_limit_holds() =>
        Assert.Equal(Outcome.Fail, Judge.Verdict(Model(0.5, 0.2), new() { MaxConflict = 0.9 }, 64, modelMaxConflict: 0.4).Outcome);

    [Fact]
    public void Undefined_headline_score_is_inconclusive()
    {
        var model = SampleReport.Model("M", [ScoreValue.Undefined("no")], SampleReport.Values(0.2));
        Assert.Equal(Outcome.Inconclusive, Judge.Verdict(model, new(), 64).Outcome);
    }

    [Fact]
    public void Inapplicable_collapse_passes_on_conflict_alone_and_says_so()
    {
        var model = SampleReport.Model("M", SampleReport.Values(0.2), [ScoreValue.NotApplicable("no hidden layers")]);
        var verdict = Judge.Verdict(model, new(), 64);
        Assert.Equal(Outcome.Pass, verdict.Outcome);
        Assert.Equal(Severity.Info, Assert.Single(verdict.Findings).Severity);
    }

    private static ModelReport Model(double conflict, double collapse, double dead = 0) => SampleReport.Model(
        "M", SampleReport.Values(conflict, conflict, conflict), SampleReport.Values(collapse, collapse, collapse), dead);
}
