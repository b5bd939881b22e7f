using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Cli.Tests;

/// <summary>A report in which every text tries to become markup.</summary>
internal static class HostileReport
{
    public static IReadOnlyList<string> Texts { get; } =
    [
        "</script><script>alert(1)</script>",
        "<img src=x onerror=\"alert(2)\">",
        "\" onmouseover=\"alert(3)\" x=\"",
        "<!--<script>alert(4)",
        "]]></style></title><svg onload=alert(5)>",
        "[click](javascript:alert(6)) | a \\| b `x` <b>@octocat #1 ",
        "${alert(7)} {{alert(7)}} \u2028 \u202e \u0001",
    ];

    public static Report Create()
    {
        var report = SyntheticReport.Create(Texts.Count, layers: 3);
        return report with
        {
            Findings = [.. Texts.Select(t => new LocatedFinding(Rules.InvalidConfiguration.Finding(t), t, new(t, 1, 1)))],
            Models = [.. report.Models.Zip(Texts, Hostile)],
        };
    }

    private static JudgedModel Hostile(JudgedModel judged, string text)
    {
        var model = judged.Report with
        {
            Name = text,
            FullName = text,
            Source = new(text, 1, 1),
            Loss = text,
            Device = text,
            Data = new(text, text),
            Layers = [.. judged.Report.Layers.Select(l => l with { Name = text, Kind = text })],
            Scores = [.. judged.Report.Scores, new() { Key = text, State = ScoreState.Undefined, Values = [], Reason = text }],
            Findings = [Rules.LoopFallback.Finding(text)],
        };
        return judged with { Report = model, Verdict = new(Outcome.Inconclusive, text, [Rules.Conflict.Finding(text)]) };
    }
}
