using GradAlign.Analyzer.Correlation;
using MathNet.Numerics.Statistics;

namespace GradAlign.Analyzer.Calibration;

/// <summary>How well predictions of unseen rows met the truth; accuracies are fractions.</summary>
/// <param name="Name">What predicted.</param>
/// <param name="R2">Share of the variance explained, at most 1.</param>
/// <param name="RootMeanSquaredError">Root mean squared error.</param>
/// <param name="MeanAbsoluteError">Mean absolute error: what trainers are chosen by, for it minds a network at chance less than a square does.</param>
/// <param name="MedianAbsoluteError">Median absolute error.</param>
/// <param name="Tau">Kendall's τ_b of prediction and truth; null where the prediction is constant.</param>
internal sealed record FitMetrics(
    string Name, double R2, double RootMeanSquaredError, double MeanAbsoluteError, double MedianAbsoluteError, double? Tau)
{
    /// <summary>Measures.</summary>
    /// <param name="name">What predicted.</param>
    /// <param name="truth">Accuracies.</param>
    /// <param name="predicted">Predictions of them.</param>
    public static FitMetrics Of(string name, IReadOnlyList<double> truth, IReadOnlyList<double> predicted)
    {
        double[] errors = [.. truth.Zip(predicted, (t, p) => Math.Abs(t - p))];
        var (mean, squares) = (truth.Average(), errors.Sum(e => e * e));
        var tau = KendallTau.B(predicted, truth);
        return new(name, 1 - (squares / truth.Sum(t => (t - mean) * (t - mean))), Math.Sqrt(squares / errors.Length), errors.Average(), errors.Median(),
            double.IsNaN(tau) ? null : tau);
    }
}
