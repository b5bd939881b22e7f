using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Calibration;

/// <summary>How one column is brought to mean 0 and deviation 1, and the values that it had.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Log">Whether its logarithm is taken first: sizes and sums span orders of magnitude.</param>
/// <param name="Mean">Mean, after the logarithm.</param>
/// <param name="Deviation">Standard deviation, after the logarithm; positive.</param>
/// <param name="Least">Smallest value, as measured.</param>
/// <param name="Most">Largest value, as measured.</param>
internal sealed record FeatureScale(string Key, bool Log, double Mean, double Deviation, double Least, double Most)
{
    // An outlier must not carry a linear model away.
    private const double Clamp = 4;

    /// <summary>Learns the scale of a column.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="values">Its values.</param>
    public static FeatureScale Of(string key, IReadOnlyList<double> values)
    {
        var log = ScoreCatalog.Find(key)?.Range is "[0, ∞)" or "[1, ∞)" && values.All(v => v >= 0);
        double[] scaled = [.. values.Select(v => log ? Math.Log(1 + v) : v)];
        var mean = scaled.Average();
        var deviation = Math.Sqrt(scaled.Average(v => (v - mean) * (v - mean)));
        // A column may be constant in a fold; it says nothing there.
        return new(key, log, mean, deviation > 1e-12 * (1 + Math.Abs(mean)) ? deviation : double.MaxValue, values.Min(), values.Max());
    }

    /// <summary>A value on the scale, not clamped; values below 0 of a logarithmic column count as 0.</summary>
    /// <param name="value">As measured.</param>
    public double Standard(double value) => ((Log ? Math.Log(1 + Math.Max(0, value)) : value) - Mean) / Deviation;

    /// <summary>A value on the scale, for a model.</summary>
    /// <param name="value">As measured.</param>
    public double Apply(double value) => Math.Clamp(Standard(value), -Clamp, Clamp);
}
