using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;
using GradAlign.Testing.Messages;

namespace GradAlign.Testing.Conditions;

/// <summary>A score's mean over the seeds against a limit.</summary>
internal static class LimitCondition
{
    public static ConditionResult Below(ModelReport report, ScoreDefinition score, double limit) => Evaluate(report, score, FormattableString.Invariant($"below {limit}"), limit, mean => mean < limit);

    public static ConditionResult Above(ModelReport report, ScoreDefinition score, double limit) => Evaluate(report, score, FormattableString.Invariant($"above {limit}"), limit, mean => mean > limit);

    private static ConditionResult Evaluate(ModelReport report, ScoreDefinition score, string expected, double limit, Func<double, bool> holds)
    {
        if (!double.IsFinite(limit)) throw new ArgumentException($"The limit of {score.Key} is {limit}: no score can be held against it.");
        if (report[score] is not { State: ScoreState.Defined, Mean: { } mean } summary)
        {
            var (state, reason) = (report[score]?.State == ScoreState.NotApplicable ? "not applicable" : "undefined", report[score]?.Reason ?? "it was not measured");
            return new(score.Key, Outcome.Inconclusive, expected, $"{state} ({reason})");
        }

        return new(score.Key, holds(mean) ? Outcome.Pass : Outcome.Fail, expected, MeasuredValue.Of(summary, report.Seeds).ToString());
    }
}
