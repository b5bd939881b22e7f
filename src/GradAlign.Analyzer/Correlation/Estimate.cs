namespace GradAlign.Analyzer.Correlation;

/// <summary>A statistic with its percentile-bootstrap interval.</summary>
/// <param name="Value">The statistic; null where it is not defined (a constant variable, fewer than two rows).</param>
/// <param name="Low">Lower end of the interval; null without one.</param>
/// <param name="High">Upper end of the interval; null without one.</param>
public sealed record Estimate(double? Value, double? Low, double? High)
{
    /// <summary>From the statistic of the rows and those of the resamples.</summary>
    /// <param name="value">Of the rows; NaN: not defined.</param>
    /// <param name="resamples">Of the resamples; those that are NaN do not count.</param>
    /// <param name="confidence">Confidence level, in (0, 1).</param>
    internal static Estimate Of(double value, IEnumerable<double> resamples, double confidence)
    {
        if (double.IsNaN(value)) return new(null, null, null);
        double[] defined = [.. resamples.Where(r => !double.IsNaN(r)).Order()];
        return defined.Length == 0
            ? new(value, null, null)
            : new(value, Quantile((1 - confidence) / 2), Quantile((1 + confidence) / 2));

        double Quantile(double share) => MathNet.Numerics.Statistics.SortedArrayStatistics.Quantile(defined, share);
    }
}
