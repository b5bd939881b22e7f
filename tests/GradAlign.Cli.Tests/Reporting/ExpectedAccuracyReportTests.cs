using System.Text.Json.Nodes;
using GradAlign.Analyzer.Calibration;
using GradAlign.Analyzer.Reporting;
using NJsonSchema;

namespace GradAlign.Cli.Tests.Reporting;

public sealed class ExpectedAccuracyReportTests
{
    [Fact]
    public async Task Json_validates_against_the_schema_and_holds_the_interval()
    {
        var json = JsonReportWriter.Write(SampleReport.Calibrated());
        var schema = await JsonSchema.FromFileAsync(Repository.Path("docs", "report-schema.json"));
        Assert.Empty(schema.Validate(json));
        var estimate = JsonNode.Parse(json)!["models"]![0]!["expectedAccuracy"]!;
        Assert.Equal((0.9, 0.85, 0.95, true), ((double)estimate["value"]!, (double)estimate["lower"]!, (double)estimate["upper"]!, (bool)estimate["isInDomain"]!));
        Assert.Equal("sample-calibration", (string?)JsonNode.Parse(json)!["calibration"]!["name"]);
    }

    [Theory]
    [InlineData(nameof(OutputFormat.Console))]
    [InlineData(nameof(OutputFormat.Markdown))]
    [InlineData(nameof(OutputFormat.Html))]
    public async Task Report_for_people_shows_the_interval_and_no_number_outside_the_domain(string format)
    {
        var text = await ReportText.OfAsync(SampleReport.Calibrated(), Enum.Parse<OutputFormat>(format), default);
        Assert.Contains("expected accuracy", text, StringComparison.Ordinal);
        Assert.Contains("0.900 (0.850 to 0.950)", text, StringComparison.Ordinal);
        Assert.Contains("outside", text, StringComparison.Ordinal);
        Assert.Contains("sample-calibration", text, StringComparison.Ordinal);
        Assert.DoesNotContain("0.123 (", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Html_draws_the_model_among_the_calibrations_models()
    {
        var html = await ReportText.OfAsync(SampleReport.Calibrated(), OutputFormat.Html, default);
        Assert.Contains("<figure data-plot=\"calibration\" data-model=\"0\">", html, StringComparison.Ordinal);
        Assert.Contains("\"points\":[[0.81,0.8],[0.9,0.92]]", html, StringComparison.Ordinal);
        Assert.Contains("\"expected\":{\"value\":0.9,\"low\":0.85,\"high\":0.95,\"inside\":true}", html, StringComparison.Ordinal);
        Assert.DoesNotContain("data-plot=\"calibration\"", await ReportText.OfAsync(SampleReport.Create(), OutputFormat.Html, default), StringComparison.Ordinal);
    }

    [Fact]
    public void Description_of_a_calibrator_that_ships_holds_its_scatter()
    {
        var description = Calibrator.Open(ShippedCalibrators.Default).Description;
        Assert.Equal(description.Models, description.Scatter.Count);
        Assert.InRange(description.Tau ?? 0, 0.6, 1);
    }
}
