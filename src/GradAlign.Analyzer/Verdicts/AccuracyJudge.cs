using System.Globalization;
using GradAlign.Analyzer.Calibration;
using GradAlign.Analyzer.Reporting;

namespace GradAlign.Analyzer.Verdicts;

/// <summary>Holds a model's expected accuracy against the limit, beside what <see cref="Judge"/> has found.</summary>
public static class AccuracyJudge
{
    /// <summary>The model with its estimate, and the verdict that takes it into account.</summary>
    /// <param name="judged">The model as its scores alone are judged.</param>
    /// <param name="estimate">What the calibration says of it.</param>
    /// <param name="limits">The configured limits.</param>
    public static JudgedModel Apply(JudgedModel judged, AccuracyEstimate estimate, Limits limits)
    {
        // What was not measured is inconclusive by itself, and there is nothing to estimate from.
        if (judged.Report.Scores.Count == 0) return judged;
        Finding[] findings = [.. Outside(estimate), .. Limit(estimate, limits)];
        var verdict = judged.Verdict with { Findings = [.. judged.Verdict.Findings, .. findings] };
        if (findings.Any(f => f.Id == Rules.ExpectedAccuracy.Id))
        {
            verdict = (verdict.Outcome, estimate.IsInDomain) switch
            {
                (Outcome.Pass, true) => verdict with { Outcome = Outcome.Fail },
                (Outcome.Pass, false) => verdict with { Outcome = Outcome.Inconclusive, Reason = "the calibration cannot tell its accuracy" },
                _ => verdict,
            };
        }

        return judged with { Verdict = verdict, ExpectedAccuracy = estimate };
    }

    private static IEnumerable<Finding> Outside(AccuracyEstimate estimate)
    {
        if (estimate.IsInDomain) yield break;
        var why = estimate.Outside.Count == 0 ? "no accuracy came out" : string.Join("; ", estimate.Outside);
        yield return Rules.OutsideCalibration.Finding(
            $"The calibration {estimate.Calibration} was not learnt from models like this one ({why}), so what it expects of it means nothing. Name a calibration of your own models with --calibration, or make one with gradalign calibrate.");
    }

    private static IEnumerable<Finding> Limit(AccuracyEstimate estimate, Limits limits)
    {
        if (limits.MinExpectedAccuracy is not { } limit) yield break;
        if (!estimate.IsInDomain)
        {
            yield return Rules.ExpectedAccuracy.Finding(string.Create(CultureInfo.InvariantCulture,
                $"Whether the expected accuracy reaches {limit:0.0##} cannot be told: the model is outside the domain of the calibration {estimate.Calibration} ({Rules.OutsideCalibration.Id})."));
            yield break;
        }

        // Not <, so that a NaN is below.
        if ((limits.MinExpectedAccuracyByInterval ? estimate.Lower : estimate.Value) >= limit) yield break;
        var seen = limits.MinExpectedAccuracyByInterval ? "The lower end of the expected accuracy" : "The expected accuracy";
        yield return Rules.ExpectedAccuracy.Finding(string.Create(CultureInfo.InvariantCulture,
            $"{seen} is below the limit of {limit:0.0##}: {estimate.Value:0.000}, with {estimate.Confidence:0.##%} between {estimate.Lower:0.000} and {estimate.Upper:0.000}, as models with such scores came to in the calibration {estimate.Calibration}. Change the architecture, or the limit."));
    }
}
