using GradAlign.Analyzer.Calibration.Models;
using MathNet.Numerics.LinearAlgebra;

namespace GradAlign.Analyzer.Calibration.Trainers;

/// <summary>A Gaussian process; length and noise are those with the least leave-one-out error.</summary>
/// <param name="fixedLength">Length scale; null: chosen.</param>
/// <param name="fixedNoise">Variance of the noise over that of the process; null: chosen.</param>
internal sealed class GaussianProcessTrainer(double? fixedLength = null, double? fixedNoise = null) : ITrainer
{
    private static readonly double[] Lengths = [0.5, 1, 2, 4, 8];
    private static readonly double[] Noises = [0.01, 0.03, 0.1, 0.3, 1, 3];

    // An eigendecomposition of more rows takes seconds, and says the same.
    private const int TuningRows = 300;

    public string Name => "gaussian-process";

    public ITrainer Tuned(double[][] rows, double[] targets)
    {
        var step = Math.Max(1, (rows.Length + TuningRows - 1) / TuningRows);
        double[][] few = [.. rows.Where((_, i) => i % step == 0)];
        var mean = targets.Average();
        var y = Vector<double>.Build.Dense([.. targets.Where((_, i) => i % step == 0).Select(t => t - mean)]);
        var (length, noise, _) = Lengths.SelectMany(l => Errors(few, y, l)).MinBy(e => e.Error);
        return new GaussianProcessTrainer(length, noise);
    }

    public AccuracyModel Train(double[][] rows, double[] targets)
    {
        if (fixedLength is not { } length || fixedNoise is not { } noise) return Tuned(rows, targets).Train(rows, targets);
        var mean = targets.Average();
        var kernel = Kernel(rows, length);
        for (var i = 0; i < rows.Length; i++) kernel[i, i] += noise;
        var weights = kernel.Cholesky().Solve(Vector<double>.Build.Dense([.. targets.Select(t => t - mean)]));
        return new KernelModel(rows, [.. weights], length, mean);
    }

    // The residual without row i is [C⁻¹y]ᵢ/[C⁻¹]ᵢᵢ, C the kernel plus the noise (Rasmussen and Williams, equation 5.12).
    private static IEnumerable<(double Length, double Noise, double Error)> Errors(double[][] rows, Vector<double> y, double length)
    {
        var spectrum = Kernel(rows, length).Evd(Symmetricity.Symmetric);
        var (lambda, q) = (spectrum.EigenValues.Map(v => Math.Max(0, v.Real)), spectrum.EigenVectors);
        var (rotated, squares) = (q.TransposeThisAndMultiply(y), q.PointwiseMultiply(q));
        foreach (var noise in Noises)
        {
            var inverse = (lambda + noise).Map(v => 1 / v);
            var residuals = (q * rotated.PointwiseMultiply(inverse)).PointwiseDivide(squares * inverse);
            yield return (length, noise, residuals * residuals);
        }
    }

    private static Matrix<double> Kernel(double[][] rows, double length)
    {
        var kernel = Matrix<double>.Build.Dense(rows.Length, rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j <= i; j++) kernel[i, j] = kernel[j, i] = KernelModel.Kernel(rows[i], rows[j], length);
        }

        return kernel;
    }
}
