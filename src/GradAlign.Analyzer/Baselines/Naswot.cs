using GradAlign.Analyzer.Metrics;
using MathNet.Numerics.LinearAlgebra;

namespace GradAlign.Analyzer.Baselines;

/// <summary>
/// log |det K|, Kᵢⱼ the number of ReLUs on which samples i and j agree (Mellor et al., Neural architecture search without training, ICML 2021):
/// K = Σ over ReLUs of a aᵀ + (1 − a)(1 − a)ᵀ. From packed bits: Kᵢⱼ = N less the Hamming distance.
/// </summary>
internal sealed class Naswot : Baseline
{
    public override ScoreDefinition Definition => ScoreCatalog.Naswot;

    public override bool NeedsActivations => true;

    public override ScoreValue Measure(BaselineContext context)
    {
        var activations = context.Activations!;
        if (activations.Missing is { } reason) return ScoreValue.Undefined(reason);
        var (units, distances) = (activations.Units, activations.Distances());
        var kernel = Matrix<double>.Build.Dense(context.Samples, context.Samples, (i, j) => units - distances[i, j]);
        var logDeterminant = kernel.LU().U.Diagonal().Sum(u => Math.Log(Math.Abs(u)));
        return double.IsFinite(logDeterminant) ? ScoreValue.Of(logDeterminant) : ScoreValue.Undefined("two samples open the same ReLUs, so the determinant is 0");
    }
}
