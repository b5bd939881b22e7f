using MathNet.Numerics.LinearAlgebra;
using NumericsCorrelation = MathNet.Numerics.Statistics.Correlation;

namespace GradAlign.Analyzer.Correlation;

/// <summary>Spearman's rank correlation, plain and partial.</summary>
public static class SpearmanRho
{
    // A control that the ones before it explain but for this share adds nothing.
    private const double Explained = 1e-9;

    /// <summary>ρ, in [−1, 1]: Pearson's correlation of the ranks (ties share their mean rank), of what the controls' ranks leave of them; NaN where nothing varies.</summary>
    /// <param name="x">One variable; finite.</param>
    /// <param name="y">The other, of the same length.</param>
    /// <param name="controls">What both are freed from, by least squares on the ranks; none: plain Spearman.</param>
    public static double Rho(IReadOnlyList<double> x, IReadOnlyList<double> y, params IReadOnlyList<IReadOnlyList<double>> controls) =>
        Rho(new RankedColumn(x), new RankedColumn(y), [.. Enumerable.Range(0, x.Count)], [.. controls.Select(c => new RankedColumn(c))]);

    /// <summary>The same among some rows, which may repeat.</summary>
    internal static double Rho(RankedColumn x, RankedColumn y, IReadOnlyList<int> rows, IReadOnlyList<RankedColumn> controls)
    {
        if (controls.Count == 0) return NumericsCorrelation.Pearson(x.MeanRanks(rows), y.MeanRanks(rows));
        var basis = new List<Vector<double>>();
        foreach (var control in controls)
        {
            var centred = Centred(control, rows);
            var left = Residual(centred, basis);
            if (left.L2Norm() > Explained * centred.L2Norm()) basis.Add(left.Normalize(2));
        }

        var (a, b) = (Centred(x, rows), Centred(y, rows));
        var (freedA, freedB) = (Residual(a, basis), Residual(b, basis));
        return freedA.L2Norm() > Explained * a.L2Norm() && freedB.L2Norm() > Explained * b.L2Norm()
            ? freedA * freedB / (freedA.L2Norm() * freedB.L2Norm())
            : double.NaN;
    }

    private static Vector<double> Centred(RankedColumn column, IReadOnlyList<int> rows)
    {
        var ranks = Vector<double>.Build.Dense(column.MeanRanks(rows));
        return ranks - ranks.Average();
    }

    private static Vector<double> Residual(Vector<double> vector, IReadOnlyList<Vector<double>> basis) =>
        basis.Aggregate(vector, (left, direction) => left - (direction * left * direction));
}
