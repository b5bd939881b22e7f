using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;

namespace GradAlign.Cli.Tests;

/// <summary>How scores look that were asked for beside the project's own.</summary>
public sealed class AskedScoresTests
{
    private static readonly Report Report = WithScores();

    [Fact]
    public void The_console_shows_them_in_a_table_of_their_own_with_the_reasons_of_undefined_ones()
    {
        var text = ConsoleReport.Render(Report);
        Assert.Contains("1.2346e+09 ± 0", text, StringComparison.Ordinal);
        Assert.Contains("  score", text, StringComparison.Ordinal);
        Assert.Contains("mine", text, StringComparison.Ordinal);
        Assert.Contains("naswot: no ReLU module ran", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_them_the_console_shows_no_further_table() =>
        Assert.DoesNotContain("  score", ConsoleReport.Render(SampleReport.Create()), StringComparison.Ordinal);

    [Fact]
    public void Markdown_and_JSON_say_what_a_score_of_the_users_own_is()
    {
        Assert.Contains("| My score | 0.500 ± 0.000 | [0, 1] | Lower |", MarkdownReportWriter.Write(Report), StringComparison.Ordinal);
        Assert.Contains("\"title\": \"My score\"", JsonReportWriter.Write(Report), StringComparison.Ordinal);
    }

    private static Report WithScores()
    {
        var report = SampleReport.Create();
        var sound = report.Models[0];
        return report with
        {
            Models =
            [
                sound with
                {
                    Report = sound.Report with
                    {
                        Scores =
                        [
                            .. sound.Report.Scores,
                            ScoreSummary.Of("snip", SampleReport.Values(1234567890, 1234567890)),
                            ScoreSummary.Of("naswot", [ScoreValue.Undefined("no ReLU module ran"), ScoreValue.Undefined("no ReLU module ran")]),
                            ScoreSummary.Of("mine", SampleReport.Values(0.5, 0.5)),
                        ],
                        CustomScores = [new("mine", "My score", "[0, 1]", Better.Lower, "mine")],
                    },
                },
                .. report.Models.Skip(1),
            ],
        };
    }
}
