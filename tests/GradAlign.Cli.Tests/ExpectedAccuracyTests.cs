using GradAlign.Analyzer.Calibration;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;
using GradAlign.Cli.Configuration;
using GradAlign.Cli.Gate;

namespace GradAlign.Cli.Tests;

public sealed class ExpectedAccuracyTests
{
    private readonly ConfigurationLayer commandLine = new();

    [Theory]
    [InlineData(0.85, false, Outcome.Pass)]
    [InlineData(0.90, false, Outcome.Pass)]
    [InlineData(0.91, false, Outcome.Fail, "GA1003")]
    [InlineData(0.85, true, Outcome.Pass)]
    [InlineData(0.86, true, Outcome.Fail, "GA1003")]
    public void Limit_is_held_against_the_point_or_the_lower_end(double limit, bool interval, Outcome outcome, params string[] ids)
    {
        var judged = Judged(Estimate(), new() { MinExpectedAccuracy = limit, MinExpectedAccuracyByInterval = interval });
        Assert.Equal(outcome, judged.Verdict.Outcome);
        Assert.Equal(ids, judged.Verdict.Findings.Select(f => f.Id));
        Assert.Equal(ids.Length == 0 ? ExitCode.Pass : ExitCode.GateFailed, Code(judged));
    }

    [Fact]
    public void Estimate_without_a_limit_judges_nothing() => Assert.Empty(Judged(Estimate(value: 0.01), new()).Verdict.Findings);

    [Fact]
    public void Model_outside_the_domain_is_a_warning_without_a_limit() =>
        Assert.Equal([(Rules.OutsideCalibration.Id, Severity.Warning)], Judged(Strange(), new()).Verdict.Findings.Select(f => (f.Id, f.Severity)));

    [Fact]
    public void Model_outside_the_domain_never_passes_a_limit_until_inconclusive_is_relaxed()
    {
        var judged = Judged(Strange(), new() { MinExpectedAccuracy = 0.1 });
        Assert.Equal(Outcome.Inconclusive, judged.Verdict.Outcome);
        Assert.Equal([Rules.ExpectedAccuracy.Id], judged.Verdict.Findings.Where(f => f.Severity == Severity.Error).Select(f => f.Id));
        Assert.Equal(ExitCode.Inconclusive, Code(judged));
        commandLine.Values[Settings.Inconclusive] = new("warning", "command line");
        Assert.Equal(ExitCode.Pass, Code(judged));
    }

    [Fact]
    public void Relaxing_inconclusive_does_not_relax_an_accuracy_below_the_limit()
    {
        commandLine.Values[Settings.Inconclusive] = new("warning", "command line");
        Assert.Equal(ExitCode.GateFailed, Code(Judged(Estimate(), new() { MinExpectedAccuracy = 0.95 })));
    }

    [Fact]
    public void Estimate_that_is_no_number_fails_the_limit() =>
        Assert.Equal(Outcome.Fail, Judged(Estimate(value: double.NaN), new() { MinExpectedAccuracy = 0 }).Verdict.Outcome);

    [Fact]
    public void Model_that_fails_otherwise_still_fails_outside_the_domain()
    {
        var bad = SampleReport.Model("M", SampleReport.Values(0.95), SampleReport.Values(0.2));
        Assert.Equal(Outcome.Fail, Judged(Strange(), new() { MinExpectedAccuracy = 0.1 }, bad).Verdict.Outcome);
    }

    [Fact]
    public void Model_that_was_not_measured_has_no_expected_accuracy()
    {
        var thrown = SampleReport.Model("M", SampleReport.Values(0), SampleReport.Values(0), findings: Rules.UserCodeFailed.Finding("thrown")) with { Scores = [] };
        var judged = Judged(Strange(), new() { MinExpectedAccuracy = 0.1 }, thrown);
        Assert.Null(judged.ExpectedAccuracy);
        Assert.Equal(ExitCode.UserModelError, Code(judged));
    }

    [Fact]
    public void Strictest_of_several_limits_is_the_greatest()
    {
        var (properties, file) = (new ConfigurationLayer(), new ConfigurationLayer());
        properties.Values[Settings.MinExpectedAccuracy] = new(0.8, "property");
        file.Values[Settings.MinExpectedAccuracy] = new(0.9, "file");
        Assert.Equal(0.9, new ResolvedConfiguration(commandLine, properties, file).LimitsOf(null).MinExpectedAccuracy);
        commandLine.Values[Settings.MinExpectedAccuracy] = new(0.5, "command line");
        Assert.Equal(0.5, new ResolvedConfiguration(commandLine, properties, file).LimitsOf(null).MinExpectedAccuracy);
    }

    [Fact]
    public void Limit_without_a_calibration_asks_the_one_that_ships_and_measures_what_it_takes()
    {
        Assert.Null(CalibrationChoice.Of(Configuration()).Calibrator);
        commandLine.Values[Settings.MinExpectedAccuracy] = new(0.5, "command line");
        var configuration = Configuration() with { Calibration = CalibrationChoice.Of(Configuration()) };
        Assert.Equal(ShippedCalibrators.Default, configuration.Calibration.Calibrator!.Name);
        var asked = configuration.OptionsOver(new() { Scores = "snip" }).Scores!.Split(',');
        Assert.Equal("snip", asked[0]);
        Assert.Contains("ntk_condition", asked);
        Assert.DoesNotContain("params", asked);
    }

    [Fact]
    public void Calibration_of_a_configuration_file_lies_beside_it()
    {
        using var folder = new TemporaryFolder();
        var layer = ConfigurationFile.Read(folder.Write("gradalign.json", """{ "calibration": "mine.zip" }"""));
        Assert.Equal(folder.At("mine.zip"), layer.Values[Settings.Calibration].Value);
        layer = ConfigurationFile.Read(folder.Write("gradalign.json", """{ "calibration": "fashion-mnist-small" }"""));
        Assert.Equal("fashion-mnist-small", layer.Values[Settings.Calibration].Value);
    }

    [Fact]
    public void Calibration_that_cannot_be_read_is_a_wrong_configuration()
    {
        commandLine.Values[Settings.Calibration] = new("/nowhere/mine.zip", "command line");
        var (calibrator, _, problem) = CalibrationChoice.Of(Configuration());
        Assert.Null(calibrator);
        Assert.Equal(Rules.InvalidConfiguration.Id, problem!.Finding.Id);
        Assert.Contains("/nowhere/mine.zip", problem.Finding.Message, StringComparison.Ordinal);
    }

    private static AccuracyEstimate Estimate(double value = 0.9) => new() { Calibration = "c", Value = value, Lower = 0.85, Upper = 0.95, Confidence = 0.9 };

    private static AccuracyEstimate Strange() => Estimate() with { Outside = ["params is 12, and was 1000 to 2000"] };

    private static JudgedModel Judged(AccuracyEstimate estimate, Limits limits, ModelReport? report = null)
    {
        report ??= SampleReport.Model("M", SampleReport.Values(0.2), SampleReport.Values(0.2));
        return AccuracyJudge.Apply(new(report, Judge.Verdict(report, limits, 64)), estimate, limits);
    }

    private ResolvedConfiguration Configuration() => new(commandLine, ConfigurationLayer.Empty, ConfigurationLayer.Empty);

    private int Code(JudgedModel judged) => ExitCode.OfGate(SampleReport.Create() with { Models = [GatePolicy.Apply(judged, Configuration())], Findings = [] });
}
