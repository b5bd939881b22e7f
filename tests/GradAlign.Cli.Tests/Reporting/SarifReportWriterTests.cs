using System.Text.Json.Nodes;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;
using NJsonSchema;

namespace GradAlign.Cli.Tests.Reporting;

public sealed class SarifReportWriterTests
{
    // As the npm package @microsoft/jest-sarif 1.0.0-beta.0 (MIT licence) carries it from the schema store.
    private const string Schema = "sarif-2.1.0-rtm.5.json";

    [Fact]
    public async Task Sarif_of_every_state_validates_against_the_published_schema()
    {
        var schema = await JsonSchema.FromFileAsync(Repository.Path("tests", "GradAlign.Cli.Tests", "Fixtures", Schema));
        Assert.Empty(schema.Validate(SarifReportWriter.Write(SampleReport.Create())));
        Assert.Empty(schema.Validate(SarifReportWriter.Write(SampleReport.Create(), "https://example.org/rules/")));
        Assert.Empty(schema.Validate(SarifReportWriter.Write(HostileReport.Create())));
        Assert.NotEmpty(schema.Validate(SarifReportWriter.Write(SampleReport.Create()).Replace("\"ruleId\"", "\"rule\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_finding_is_a_result_with_its_rule_and_level()
    {
        var report = SampleReport.Create();
        var run = Run(report);
        var rules = run["tool"]!["driver"]!["rules"]!.AsArray();
        Assert.Equal(Rules.All.Select(r => r.Id), rules.Select(r => (string?)r!["id"]));
        Assert.Equal(
            report.AllFindings.Select(f => (f.Finding.Id, f.Finding.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" })),
            Results(report).Select(r => ((string)r["ruleId"]!, (string)r["level"]!)));
        Assert.All(Results(report), r => Assert.Equal((string?)r["ruleId"], (string?)rules[(int)r["ruleIndex"]!]!["id"]));
        Assert.True(report.AllFindings.Count() > 8);
    }

    [Fact]
    public void Rule_has_its_page_as_help_and_its_address_where_it_has_one()
    {
        var rule = Run(SampleReport.Create(), "https://example.org/rules/")["tool"]!["driver"]!["rules"]!.AsArray().Single(r => (string?)r!["id"] == "GA1001")!;
        Assert.Equal("GradientConflictAboveTheLimit", (string?)rule["name"]);
        Assert.Equal("https://example.org/rules/GA1001.md", (string?)rule["helpUri"]);
        Assert.Contains("**Fix:**", (string?)rule["help"]!["markdown"], StringComparison.Ordinal);
        Assert.DoesNotContain("**", (string?)rule["help"]!["text"], StringComparison.Ordinal);
        Assert.DoesNotContain("../", (string?)rule["help"]!["markdown"], StringComparison.Ordinal);
    }

    [Fact]
    public void Path_within_the_repository_is_relative_to_its_root_and_another_is_absolute()
    {
        var inside = Location(Results(Moved("/home/me/repo/src/A b.cs", 3)).First(r => (string?)r["ruleId"] == "GA1001"));
        Assert.Equal(("src/A%20b.cs", "SRCROOT"), ((string?)inside["uri"], (string?)inside["uriBaseId"]));
        var outside = Location(Results(Moved("/home/me/other/A.cs", 3)).First(r => (string?)r["ruleId"] == "GA1001"));
        Assert.Equal(("file:///home/me/other/A.cs", null), ((string?)outside["uri"], (string?)outside["uriBaseId"]));
    }

    [Fact]
    public void Finding_without_a_place_is_at_the_project()
    {
        var report = Moved("/home/me/repo/A.cs", 3) with { Findings = [new(Rules.NoModels.Finding("none"))] };
        var location = Results(report).First()["locations"]![0]!["physicalLocation"]!;
        Assert.Equal("src/P.csproj", (string?)location["artifactLocation"]!["uri"]);
        Assert.Null(location["region"]);
    }

    [Fact]
    public void Fingerprints_are_distinct_and_stay_the_same_where_lines_and_numbers_change()
    {
        var before = Fingerprints(Moved("/home/me/repo/A.cs", 3));
        Assert.Equal(before.Count, before.Distinct().Count());
        Assert.Equal(before, Fingerprints(Moved("/home/me/repo/A.cs", 300, f => f with { Message = "Gradient conflict is 0.999 now." })));
        Assert.Equal(before, Fingerprints(Moved("/home/me/repo/A.cs", 3, f => f with { Severity = Severity.Warning })));
        Assert.NotEqual(before, Fingerprints(Moved("/home/me/repo/A.cs", 3, f => f with { Id = "GA1002" })));
    }

    [Fact]
    public void Message_that_would_be_a_link_is_text()
    {
        var report = SampleReport.Create() with { Findings = [new(Rules.InvalidConfiguration.Finding("see [here](https://example.org) in [0, 1]"))], Models = [] };
        Assert.Equal(@"see \[here\](https://example.org) in \[0, 1\]", (string?)Results(report).Single()["message"]!["text"]);
    }

    private static Report Moved(string file, int line, Func<Finding, Finding>? change = null)
    {
        var report = SampleReport.Create() with { Findings = [], Origin = new("/home/me/repo", "/home/me/repo/src/P.csproj", "/home/me/repo/src/bin/P.dll") };
        return report with
        {
            Models = [.. report.Models.Select(m => m with { Report = m.Report with { Source = new(file, line, 5) }, Verdict = m.Verdict with { Findings = [.. m.Verdict.Findings.Select(change ?? (f => f))] } })],
        };
    }

    private static JsonNode Location(JsonNode result) => result["locations"]![0]!["physicalLocation"]!["artifactLocation"]!;

    private static List<string> Fingerprints(Report report) => [.. Results(report).Select(r => (string)r["partialFingerprints"]!["primaryLocationLineHash"]!)];

    private static IEnumerable<JsonNode> Results(Report report) => Run(report)["results"]!.AsArray().Select(r => r!);

    private static JsonNode Run(Report report, string? rulePages = null) => JsonNode.Parse(SarifReportWriter.Write(report, rulePages))!["runs"]![0]!;
}
