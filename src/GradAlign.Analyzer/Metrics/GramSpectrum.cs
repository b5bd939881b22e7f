using GradAlign.Analyzer.Gram;
using MathNet.Numerics.LinearAlgebra;

namespace GradAlign.Analyzer.Metrics;

/// <summary>The normalised Gram matrix K, Kᵢⱼ = cos(gᵢ, gⱼ), and its eigenvalues.</summary>
internal sealed class GramSpectrum
{
    /// <summary>ε: above the noise that float32 products leave in the eigenvalues of a collapsed layer.</summary>
    public const double Epsilon = 1e-4;

    private readonly double[,] cosines;

    /// <param name="gram">G, [n × n]; finite.</param>
    public GramSpectrum(GramMatrix gram)
    {
        Size = gram.Size;
        cosines = new double[Size, Size];
        var norms = Enumerable.Range(0, Size).Select(i => Math.Sqrt(Math.Max(gram[i, i], 0))).ToArray();
        var smallest = norms.DefaultIfEmpty(0).Max() * 1e-6;
        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j < Size; j++)
            {
                // A sample without a gradient in this layer has no direction: its row stays zero and spans nothing.
                cosines[i, j] = norms[i] > smallest && norms[j] > smallest ? gram[i, j] / (norms[i] * norms[j]) : 0;
            }
        }

        var symmetric = Matrix<double>.Build.Dense(Size, Size, (i, j) => 0.5 * (cosines[i, j] + cosines[j, i]));
        Eigenvalues = [.. symmetric.Evd(Symmetricity.Symmetric).EigenValues.Select(v => Math.Max(v.Real, 0)).OrderDescending()];
    }

    /// <summary>n.</summary>
    public int Size { get; }

    /// <summary>λ_k(K), largest first, clamped at 0.</summary>
    public IReadOnlyList<double> Eigenvalues { get; }

    /// <summary>
    /// clip(−(1/n) Σ_{i≠j} Kᵢⱼ, 0, 1), which is clip(1 − n‖(1/n) Σ ĝᵢ‖², 0, 1) where every sample has a gradient;
    /// a sample without one in this layer opposes nobody.
    /// </summary>
    public double Conflict
    {
        get
        {
            var sum = 0.0;
            foreach (var cosine in cosines) sum += cosine;
            for (var i = 0; i < Size; i++) sum -= cosines[i, i];
            return Math.Clamp(-sum / Size, 0, 1);
        }
    }

    /// <summary>s = (1/n) Σ_k log((λ_k + ε)/(1 + ε)), in [log ε, 0]: the log-determinant of K, per sample.</summary>
    public double LogDeterminant => Eigenvalues.Average(v => Math.Log((v + Epsilon) / (1 + Epsilon)));

    /// <summary>exp(H(λ/n)), H the entropy; in [1, n].</summary>
    public double EffectiveRank
    {
        get
        {
            var total = Eigenvalues.Sum();
            return Math.Exp(-Eigenvalues.Select(v => v / total).Where(share => share > 0).Sum(share => share * Math.Log(share)));
        }
    }

    /// <summary>Eigenvalues above ε.</summary>
    public int NumericalRank => Eigenvalues.Count(v => v > Epsilon);
}
