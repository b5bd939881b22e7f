using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using GradAlign.Analyzer.Reporting;
using NJsonSchema;

namespace GradAlign.Cli.Tests.Reporting;

public sealed partial class ReportWriterTests
{
    public static TheoryData<string, string, string> Formats { get; } = new()
    {
        { "", nameof(OutputFormat.Json), "json" }, { "de-DE", nameof(OutputFormat.Json), "json" },
        { "", nameof(OutputFormat.Markdown), "txt" }, { "de-DE", nameof(OutputFormat.Markdown), "txt" },
        { "", nameof(OutputFormat.Sarif), "json" }, { "de-DE", nameof(OutputFormat.Sarif), "json" },
        { "", nameof(OutputFormat.Console), "txt" }, { "de-DE", nameof(OutputFormat.Console), "txt" },
        { "", nameof(OutputFormat.Html), "txt" }, { "de-DE", nameof(OutputFormat.Html), "txt" },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Report_in_any_culture_equals_the_golden_file(string culture, string format, string extension)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Verify(Stable(await ReportText.OfAsync(SampleReport.Create(), Enum.Parse<OutputFormat>(format), default)), $"ReportWriterTests.{format}.verified.{extension}");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task Json_of_every_state_validates_against_the_schema()
    {
        var schema = await JsonSchema.FromFileAsync(Repository.Path("docs", "report-schema.json"));
        Assert.Empty(schema.Validate(JsonReportWriter.Write(SampleReport.Create())));
    }

    private static void Verify(string received, string file, [CallerFilePath] string test = "")
    {
        var verified = Path.Combine(Path.GetDirectoryName(test)!, file);
        if (!File.Exists(verified))
        {
            File.WriteAllText(verified.Replace(".verified.", ".received.", StringComparison.Ordinal), received);
        }

        Assert.Equal(File.ReadAllText(verified), received);
    }

    // The libraries, styles, scripts and rule pages stand in files of their own; the hashes are theirs, and a rule's index is tested elsewhere.
    private static string Stable(string text) =>
        RuleIndex().Replace(Hash().Replace(Rules().Replace(Own().Replace(text, "$1…$2"), "${open}…${close}"), "'sha256-…'"), "\"ruleIndex\": …");

    [GeneratedRegex("(<script>|<style>|<!--).*?(</script>|</style>|-->)", RegexOptions.Singleline)]
    private static partial Regex Own();

    [GeneratedRegex("(?<open>\"rules\": \\[).*?(?<close>\n          \\])|(?<open><p class=\"page\">).*?(?<close></p>)", RegexOptions.Singleline)]
    private static partial Regex Rules();

    [GeneratedRegex("&#x27;sha256-.*?&#x27;")]
    private static partial Regex Hash();

    [GeneratedRegex("\"ruleIndex\": [0-9]+")]
    private static partial Regex RuleIndex();
}
