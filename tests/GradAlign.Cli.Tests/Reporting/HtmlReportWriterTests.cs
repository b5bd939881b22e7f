using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Reporting.Html;

namespace GradAlign.Cli.Tests.Reporting;

public sealed partial class HtmlReportWriterTests
{
    private const int MostBytes = 2_000_000;

    [Fact]
    public void Page_of_fifty_models_is_small()
    {
        var report = SyntheticReport.Create(models: 50, layers: 22);
        Assert.All(report.Models, m => Assert.Equal(64, m.Report.Gradients!.Samples.Count));
        var page = HtmlReportWriter.Write(report, SyntheticReport.History(report));
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 1_000_000, MostBytes);
    }

    [Fact]
    public void Page_names_no_address_that_it_could_load()
    {
        var markup = Script().Replace(HtmlReportWriter.Write(SampleReport.Create()), "");
        Assert.DoesNotContain(Attribute().Matches(markup), m => !m.Groups[1].Value.StartsWith('#'));
        Assert.DoesNotMatch("(?i)@import|url\\(|<link|<iframe|<object|<img", markup);
        Assert.Contains("default-src 'none'", markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_text_stays_text()
    {
        var report = HostileReport.Create();
        var page = HtmlReportWriter.Write(report);
        Assert.All(HostileReport.Texts, t => Assert.DoesNotContain(t, page, StringComparison.Ordinal));
        Assert.DoesNotMatch("(?i)<script>alert|onerror=\"|<img", Script().Replace(page, ""));
        Assert.Equal(5, Regex.Count(page, "</script"));
        var data = JsonNode.Parse(Data().Match(page).Groups[1].Value)!;
        Assert.Equal(report.Models.Select(m => m.Report.Name), data["models"]!.AsArray().Select(m => (string?)m!["name"]));
    }

    [Fact]
    public void Hostile_text_in_Markdown_is_escaped()
    {
        var text = MarkdownReportWriter.Write(HostileReport.Create());
        Assert.DoesNotMatch(@"(?<!\\)\]\(javascript", text);
        Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", text, StringComparison.Ordinal);
        Assert.DoesNotContain("@octocat", text, StringComparison.Ordinal);
        Assert.DoesNotContain("#1 ", text, StringComparison.Ordinal);
        // A row has as many unescaped bars as its header, whatever the model's name holds.
        var rows = text.Split('\n').SkipWhile(l => !l.StartsWith("| model", StringComparison.Ordinal)).TakeWhile(l => l.StartsWith('|')).ToArray();
        Assert.Equal(2 + HostileReport.Texts.Count, rows.Length);
        Assert.All(rows, r => Assert.Equal(9, Bar().Count(r)));
    }

    [GeneratedRegex("<script.*?</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("(?:href|src|srcset|action|data)=\"([^\"]*)\"")]
    private static partial Regex Attribute();

    [GeneratedRegex("id=\"data\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Data();

    [GeneratedRegex(@"(?<!\\)(?:\\\\)*\|")]
    private static partial Regex Bar();
}
