using System.Globalization;
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

    /// <summary>A whole number with commas between thousands.</summary>
    public static string Count(long? count) => count?.ToString("N0", CultureInfo.InvariantCulture) ?? None;

    /// <summary>A number in a format.</summary>
    public static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? None;
}
