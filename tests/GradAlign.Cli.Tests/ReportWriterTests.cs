using System.Globalization;
using System.Runtime.CompilerServices;
using GradAlign.Analyzer.Reporting;
using NJsonSchema;

namespace GradAlign.Cli.Tests;

public sealed class ReportWriterTests
{
    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    public void Json_in_any_culture_equals_the_golden_file(string culture) =>
        Verify(culture, JsonReportWriter.Write, "ReportWriterTests.Json.verified.json");

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    public void Markdown_in_any_culture_equals_the_golden_file(string culture) =>
        Verify(culture, MarkdownReportWriter.Write, "ReportWriterTests.Markdown.verified.txt");

    [Fact]
    public async Task Json_of_every_state_validates_against_the_schema()
    {
        var schema = await JsonSchema.FromFileAsync(Repository.Path("docs", "report-schema.json"));
        Assert.Empty(schema.Validate(JsonReportWriter.Write(SampleReport.Create())));
    }

    private static void Verify(string culture, Func<Report, string> write, string file, [CallerFilePath] string test = "")
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            var received = write(SampleReport.Create());
            var verified = Path.Combine(Path.GetDirectoryName(test)!, file);
            if (!File.Exists(verified))
            {
                File.WriteAllText(verified.Replace(".verified.", ".received.", StringComparison.Ordinal), received);
            }

            Assert.Equal(File.ReadAllText(verified), received);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
