using MathNet.Numerics.Statistics;

namespace GradAlign.Analyzer.Calibration;

/// <summary>A way of predicting, over the splits; accuracies are fractions.</summary>
/// <param name="Name">What predicts.</param>
/// <param name="Tau">Mean of Kendall's τ_b; null where the prediction is constant.</param>
/// <param name="TauLow">2.5% quantile over the splits.</param>
/// <param name="TauHigh">97.5% quantile over the splits.</param>
/// <param name="R2">Mean share of the variance explained; null without predictions in points.</param>
/// <param name="RootMeanSquaredError">Mean root mean squared error.</param>
/// <param name="MedianAbsoluteError">Mean of the median absolute errors.</param>
internal sealed record StudyMethod(
    string Name, double? Tau, double? TauLow, double? TauHigh, double? R2, double? RootMeanSquaredError, double? MedianAbsoluteError)
{
    /// <summary>τ_b of each split, in their order, for paired differences; empty where the prediction is constant.</summary>
    public IReadOnlyList<double> Taus { get; init; } = [];

    /// <summary>Sums up the splits.</summary>
    /// <param name="name">What predicts.</param>
    /// <param name="splits">One measurement a split.</param>
    public static StudyMethod Of(string name, IReadOnlyList<FitMetrics> splits)
    {
        double[] taus = [.. splits.Select(s => s.Tau).OfType<double>().Where(double.IsFinite)];
        return new(
            name, taus.Length == 0 ? null : taus.Average(), taus.Length == 0 ? null : taus.Quantile(0.025), taus.Length == 0 ? null : taus.Quantile(0.975),
            Mean(splits.Select(s => s.R2)), Mean(splits.Select(s => s.RootMeanSquaredError)), Mean(splits.Select(s => s.MedianAbsoluteError)))
        { Taus = taus };
    }

    private static double? Mean(IEnumerable<double> values)
    {
        var mean = values.Average();
        return double.IsFinite(mean) ? mean : null;
    }
}
