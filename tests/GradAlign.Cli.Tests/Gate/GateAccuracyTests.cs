using System.Text.Json.Nodes;
using GradAlign.Analyzer.Verdicts;
using GradAlign.Cli.Tests.Calibrate;

namespace GradAlign.Cli.Tests.Gate;

public sealed class GateAccuracyTests(GatedProject gated) : IClassFixture<GatedProject>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Findings => folder.At("findings");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Expected_accuracy_is_held_against_the_limit()
    {
        var zip = await Calibrated();
        var (code, _, errors) = await Gate("--calibration", zip, "--min-expected-accuracy", "0.3", "--report", folder.At("report.json"), "--inputs", folder.At("inputs"));
        Assert.True(code == ExitCode.Pass, errors);
        var estimate = JsonNode.Parse(await File.ReadAllTextAsync(folder.At("report.json")))!["models"]![0]!["expectedAccuracy"]!;
        Assert.True((bool)estimate["isInDomain"]!);
        var (value, lower) = ((double)estimate["value"]!, (double)estimate["lower"]!);
        Assert.True(lower < value);
        Assert.Contains(zip, await File.ReadAllLinesAsync(folder.At("inputs")));

        var between = ((value + lower) / 2).ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(ExitCode.Pass, (await Gate("--calibration", zip, "--min-expected-accuracy", between)).Code);
        Assert.Equal(ExitCode.GateFailed, (await Gate("--calibration", zip, "--min-expected-accuracy", between, "--min-expected-accuracy-by", "interval")).Code);
        Assert.Equal([Rules.ExpectedAccuracy.Id], ReplayedFindings.Read(Findings).Errors);
    }

    [Fact]
    public async Task Model_outside_the_domain_of_the_calibration_that_ships_is_inconclusive()
    {
        Assert.Equal(ExitCode.Inconclusive, (await Gate("--min-expected-accuracy", "0.1")).Code);
        var read = ReplayedFindings.Read(Findings);
        Assert.Equal("inconclusive", read.Outcome);
        Assert.Equal([Rules.ExpectedAccuracy.Id], read.Errors);
        Assert.Contains(read.Findings, f => f.Id == Rules.OutsideCalibration.Id && f.Message.Contains("takes inputs of 5", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Pass, (await Gate("--min-expected-accuracy", "0.1", "--inconclusive", "warn")).Code);
    }

    [Theory]
    [InlineData("--calibration=nowhere.zip")]
    [InlineData("--min-expected-accuracy=85")]
    [InlineData("--min-expected-accuracy-by=mean")]
    [InlineData("--accuracy-confidence=1")]
    public async Task Wrong_option_is_a_wrong_configuration_and_no_pass(string argument)
    {
        Assert.Equal(ExitCode.BadArguments, (await Gate(argument)).Code);
        Assert.Equal([Rules.InvalidConfiguration.Id], ReplayedFindings.Read(Findings).Errors);
    }

    [Fact]
    public async Task Calibration_and_limit_can_stand_in_the_configuration_file()
    {
        await Calibrated();
        folder.Write("gradalign.json", """{ "calibration": "mine.zip", "models": { "Sound": { "minExpectedAccuracy": 0.99 } } }""");
        Assert.Equal(ExitCode.GateFailed, (await Gate()).Code);
        Assert.Equal([Rules.ExpectedAccuracy.Id], ReplayedFindings.Read(Findings).Errors);
    }

    private async Task<string> Calibrated()
    {
        var (scores, accuracy) = CalibrateTables.Write(folder, 40);
        var zip = folder.At("mine.zip");
        var (code, _, errors) = await GradAlignProcess.RunAsync("calibrate", "--scores", scores, "--accuracy", accuracy, "--out", zip);
        Assert.True(code == ExitCode.Pass, errors);
        return zip;
    }

    private Task<(int Code, string Output, string Errors)> Gate(params string[] arguments) => GradAlignProcess.RunAsync(
        ["gate", gated.Assembly, "--project", GatedProject.ProjectIn(folder.Root), "--model", "Sound", "--findings", Findings, "--kept-scores", gated.Scores, .. arguments]);
}
