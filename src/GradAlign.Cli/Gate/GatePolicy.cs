using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;
using GradAlign.Cli.Configuration;

namespace GradAlign.Cli.Gate;

/// <summary>Turns judgements into what the gate says: how much an undefined score and a warning matter is configured.</summary>
internal static class GatePolicy
{
    /// <summary>A model's verdict as the gate gives it. What was not measured stays an error, whatever is configured.</summary>
    public static JudgedModel Apply(JudgedModel judged, ResolvedConfiguration configuration)
    {
        var verdict = judged.Verdict;
        if (verdict.Outcome == Outcome.Inconclusive && !judged.AllFindings.Any(f => f.Severity == Severity.Error))
        {
            verdict = verdict with { Findings = [.. verdict.Findings, Rules.ScoreUndefined.Finding($"The model cannot be judged: {verdict.Reason}.")] };
        }

        if (configuration.Inconclusive == Severity.Warning && judged.Report.Scores.Count > 0)
        {
            verdict = verdict with { Findings = [.. verdict.Findings.Select(f => IsUntold(f, judged) && f.Severity == Severity.Error ? f with { Severity = Severity.Warning } : f)] };
        }

        if (configuration.RaisesWarnings)
        {
            judged = judged with { Report = judged.Report with { Findings = [.. judged.Report.Findings.Select(Raised)] } };
            verdict = verdict with { Findings = [.. verdict.Findings.Select(Raised)] };
        }

        var fails = verdict.Outcome == Outcome.Pass && judged.Report.Findings.Concat(verdict.Findings).Any(f => f.Severity == Severity.Error);
        return judged with { Verdict = fails ? verdict with { Outcome = Outcome.Fail } : verdict };
    }

    private static bool IsUntold(Finding finding, JudgedModel judged) =>
        finding.Id == Rules.ScoreUndefined.Id || (finding.Id == Rules.ExpectedAccuracy.Id && judged.ExpectedAccuracy is not { IsInDomain: true });

    /// <summary>A finding about the project as the gate gives it.</summary>
    public static LocatedFinding Apply(LocatedFinding located, ResolvedConfiguration configuration) =>
        configuration.RaisesWarnings ? located with { Finding = Raised(located.Finding) } : located;

    private static Finding Raised(Finding finding) => finding.Severity == Severity.Warning ? finding with { Severity = Severity.Error } : finding;
}
