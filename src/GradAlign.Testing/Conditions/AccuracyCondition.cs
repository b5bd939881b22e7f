using GradAlign.Analyzer.Calibration;
using GradAlign.Analyzer.Verdicts;
using GradAlign.Testing.Messages;

namespace GradAlign.Testing.Conditions;

/// <summary>An estimate of the accuracy against a limit.</summary>
internal static class AccuracyCondition
{
    public static ConditionResult Above(AccuracyEstimate estimate, double limit, bool interval)
    {
        var expected = FormattableString.Invariant($"above {limit}{(interval ? $" with the whole {estimate.Confidence:0.##%} interval" : "")}");
        if (!estimate.IsInDomain) return new("expected accuracy", Outcome.Inconclusive, expected, $"outside the domain of the calibration {estimate.Calibration}: {string.Join("; ", estimate.Outside)} ({Rules.OutsideCalibration.Id})");
        var seen = FormattableString.Invariant($"{estimate.Value:0.0000}, {estimate.Confidence:0.##%} interval {estimate.Lower:0.0000} to {estimate.Upper:0.0000}, by {estimate.Calibration}");
        return new("expected accuracy", (interval ? estimate.Lower : estimate.Value) > limit ? Outcome.Pass : Outcome.Fail, expected, seen);
    }

    public static ConditionResult Above(ExpectedAccuracy? estimate, double limit, bool interval)
    {
        var expected = FormattableString.Invariant($"above {limit}{(interval ? " with the whole interval" : "")}");
        if (estimate is null) return new("expected accuracy", Outcome.Inconclusive, expected, "no estimate");
        var seen = FormattableString.Invariant($"{estimate.Value:0.0000}, interval {estimate.Lower:0.0000} to {estimate.Upper:0.0000}, by {estimate.Calibration}");
        if (!estimate.IsInDomain) return new("expected accuracy", Outcome.Inconclusive, expected, $"{seen}, but the model is outside the calibration's domain");
        // A NaN is above nothing.
        return new("expected accuracy", (interval ? estimate.Lower : estimate.Value) > limit ? Outcome.Pass : Outcome.Fail, expected, seen);
    }
}
