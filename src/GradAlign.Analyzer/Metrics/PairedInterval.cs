using MathNet.Numerics.Distributions;

namespace GradAlign.Analyzer.Metrics;

/// <summary>The mean of paired differences with its 95% interval: mean ± t·sd/√R, Student's t with R − 1 degrees of freedom.</summary>
/// <param name="Mean">Mean of the R differences.</param>
/// <param name="Half">Half the width of the interval; infinite for one seed, which says nothing of its spread.</param>
public readonly record struct PairedInterval(double Mean, double Half)
{
    private const double Confidence = 0.95;

    /// <summary>Lower end.</summary>
    public double Lower => Mean - Half;

    /// <summary>Upper end.</summary>
    public double Upper => Mean + Half;

    /// <summary>The interval of some differences, one a seed.</summary>
    /// <param name="differences">At least one.</param>
    public static PairedInterval Of(IReadOnlyList<double> differences)
    {
        ArgumentNullException.ThrowIfNull(differences);
        var mean = differences.Average();
        if (differences.Count < 2) return new(mean, double.PositiveInfinity);
        var deviation = Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / (differences.Count - 1));
        return new(mean, StudentT.InvCDF(0, 1, differences.Count - 1, (1 + Confidence) / 2) * deviation / Math.Sqrt(differences.Count));
    }
}
