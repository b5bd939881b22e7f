using System.Globalization;
using GradAlign.Analyzer.Calibration;
using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Reporting;

/// <summary>Numbers as reports for people show them, without a culture.</summary>
internal static class Numbers
{
    private const string None = "–";

    /// <summary>Mean and standard deviation; the mean alone of a single seed.</summary>
    public static string Score(ScoreSummary? score) => score switch
    {
        null => None,
        { State: ScoreState.NotApplicable } => "n/a",
        { State: ScoreState.Undefined } => "undefined",
        { Values.Count: > 1 } => $"{Number(score.Mean, "0.000")} ± {Number(score.StandardDeviation, "0.000")}",
        _ => Number(score.Mean, "0.000"),
    };

    /// <summary>Expected accuracy with its interval; <c>outside</c> where the numbers mean nothing.</summary>
    public static string Estimate(AccuracyEstimate? estimate) => estimate switch
    {
        null => None,
        { IsInDomain: false } => "outside",
        _ => $"{Number(estimate.Value, "0.000")} ({Number(estimate.Lower, "0.000")} to {Number(estimate.Upper, "0.000")})",
    };

    /// <summary>A whole number with commas between thousands.</summary>
    public static string Count(long? count) => count?.ToString("N0", CultureInfo.InvariantCulture) ?? None;

    /// <summary>A number in a format.</summary>
    public static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? None;
}
