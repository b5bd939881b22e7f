using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;
using GradAlign.Cli.Configuration;
using GradAlign.Cli.Gate;

namespace GradAlign.Cli.Tests.Gate;

public sealed class GatePolicyTests
{
    private readonly ConfigurationLayer commandLine = new();

    [Fact]
    public void Undefined_score_is_inconclusive_until_it_is_relaxed()
    {
        var model = SampleReport.Model("M", [ScoreValue.Undefined("no")], SampleReport.Values(0.2));
        Assert.Equal(ExitCode.Inconclusive, Code(model));
        commandLine.Values[Settings.Inconclusive] = new("warning", "command line");
        Assert.Equal(ExitCode.Pass, Code(model));
    }

    [Fact]
    public void Model_that_was_not_measured_is_an_error_even_where_inconclusive_is_relaxed()
    {
        commandLine.Values[Settings.Inconclusive] = new("warning", "command line");
        var thrown = SampleReport.Model("M", SampleReport.Values(0), SampleReport.Values(0), findings: Rules.UserCodeFailed.Finding("thrown")) with { Scores = [] };
        Assert.Equal(ExitCode.UserModelError, Code(thrown));
        Assert.Equal(ExitCode.Timeout, Code(thrown with { Findings = [Rules.ScoringKilled.Finding("stopped")] }));
        Assert.Equal(ExitCode.Inconclusive, Code(thrown with { Findings = [] }));
    }

    [Fact]
    public void Inconclusive_without_a_finding_is_given_one()
    {
        var silent = SampleReport.Model("M", SampleReport.Values(0), SampleReport.Values(0)) with { Scores = [] };
        var finding = Assert.Single(Apply(silent).AllFindings);
        Assert.Equal((Rules.ScoreUndefined.Id, Severity.Error), (finding.Id, finding.Severity));
    }

    [Fact]
    public void Warning_passes_and_fails_where_warnings_are_errors()
    {
        var near = SampleReport.Model("M", SampleReport.Values(0.85, 0.85, 0.85), SampleReport.Values(0.2, 0.2, 0.2));
        Assert.Equal(ExitCode.Pass, Code(near));
        commandLine.Values[Settings.TreatWarningsAsErrors] = new(true, "command line");
        Assert.Equal(ExitCode.GateFailed, Code(near));
        Assert.Equal(Outcome.Fail, Apply(near).Verdict.Outcome);
    }

    [Fact]
    public void Every_rule_of_severity_error_has_an_exit_code_of_its_own() =>
        Assert.All(Rules.All, r => Assert.True(
            r.DefaultSeverity == Severity.Info || ExitCode.Of(r.Finding(Severity.Error, "")) is not ExitCode.InternalError and not ExitCode.Pass, r.Id));

    private JudgedModel Apply(ModelReport model) =>
        GatePolicy.Apply(new JudgedModel(model, Judge.Verdict(model, new(), 64)), new(commandLine, ConfigurationLayer.Empty, ConfigurationLayer.Empty));

    private int Code(ModelReport model) => ExitCode.OfGate(SampleReport.Create() with { Models = [Apply(model)], Findings = [] });
}
