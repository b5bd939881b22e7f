namespace GradAlign.Analyzer.Gram;

/// <summary>A Gram matrix of per-sample gradients, G = J Jᵀ, [n × n], symmetric and positive semi-definite up to rounding.</summary>
/// <param name="size">Number of samples, n.</param>
/// <param name="entries">The n² entries, row by row.</param>
public sealed class GramMatrix(int size, double[] entries)
{
    /// <summary>Number of samples, n.</summary>
    public int Size { get; } = entries.Length == size * size
        ? size
        : throw new ArgumentException($"A Gram matrix of {size} samples has {size * size} entries, not {entries.Length}.", nameof(entries));

    /// <summary>The inner product of the gradients of samples i and j.</summary>
    /// <param name="i">Row, from 0.</param>
    /// <param name="j">Column, from 0.</param>
    public double this[int i, int j] => entries[i * Size + j];

    /// <summary>Whether every entry is finite.</summary>
    public bool IsFinite => !Array.Exists(entries, e => !double.IsFinite(e));

    /// <summary>tr G = Σᵢ ‖gᵢ‖².</summary>
    public double Trace => Enumerable.Range(0, Size).Sum(i => this[i, i]);

    /// <summary>Σᵢⱼ Gᵢⱼ = ‖Σᵢ gᵢ‖² = n²‖ḡ‖².</summary>
    public double Sum => entries.Sum();

    /// <summary>Adds the entries to a sum.</summary>
    /// <param name="sum">n² entries, row by row.</param>
    internal void AddTo(double[] sum)
    {
        for (var k = 0; k < entries.Length; k++) sum[k] += entries[k];
    }

    /// <summary>The Gram matrix of some of the samples.</summary>
    /// <param name="samples">Indices of the samples that stay, in order.</param>
    public GramMatrix Select(IReadOnlyList<int> samples) =>
        new(samples.Count, [.. samples.SelectMany(i => samples.Select(j => this[i, j]))]);
}
