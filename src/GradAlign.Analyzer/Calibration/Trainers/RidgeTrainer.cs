using GradAlign.Analyzer.Calibration.Models;
using MathNet.Numerics.LinearAlgebra;

namespace GradAlign.Analyzer.Calibration.Trainers;

/// <summary>Ridge regression; the penalty is the one with the least leave-one-out error.</summary>
internal sealed class RidgeTrainer : ITrainer
{
    private static readonly double[] Penalties = [0.1, 1, 3, 10, 30, 100, 300];

    public string Name => "ridge";

    public AccuracyModel Train(double[][] rows, double[] targets)
    {
        var (n, d) = (rows.Length, rows[0].Length);
        double[] centre = [.. Enumerable.Range(0, d).Select(f => rows.Average(r => r[f]))];
        var mean = targets.Average();
        var x = Matrix<double>.Build.Dense(n, d, (i, f) => rows[i][f] - centre[f]);
        var y = Vector<double>.Build.Dense(n, i => targets[i] - mean);

        // XᵀX = Q Λ Qᵀ, [d × d]; the residual without row i is e_i/(1 − h_i), h_i its leverage.
        var spectrum = x.TransposeThisAndMultiply(x).Evd(Symmetricity.Symmetric);
        var lambda = spectrum.EigenValues.Map(v => Math.Max(0, v.Real));
        var rotated = x * spectrum.EigenVectors;
        var moment = rotated.TransposeThisAndMultiply(y);
        var best = Penalties.Select(Fit).MinBy(f => f.Error)!;
        var weights = spectrum.EigenVectors * best.Rotated;
        return new LinearModel([.. weights], mean - weights.Zip(centre, (w, c) => w * c).Sum());

        (double Error, Vector<double> Rotated) Fit(double penalty)
        {
            var shrunk = (lambda + penalty).Map(v => 1 / v);
            var solution = moment.PointwiseMultiply(shrunk);
            var left = y - (rotated * solution);
            var error = 0.0;
            for (var i = 0; i < n; i++)
            {
                var leverage = 1.0 / n;
                for (var f = 0; f < d; f++) leverage += rotated[i, f] * rotated[i, f] * shrunk[f];
                var residual = left[i] / Math.Max(1e-6, 1 - leverage);
                error += residual * residual;
            }

            return (error, solution);
        }
    }
}
