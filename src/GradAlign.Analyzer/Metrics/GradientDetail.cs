using GradAlign.Analyzer.Gram;

namespace GradAlign.Analyzer.Metrics;

/// <summary>What the per-sample gradients of one seed look like, compact, for plots. No score is made of it: it is rounded, and may be thinned.</summary>
public sealed record GradientDetail
{
    /// <summary>Samples that are shown at most; of more every k-th is.</summary>
    public const int MostSamples = 64;

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>Samples with a gradient, n.</summary>
    public required int LiveSamples { get; init; }

    /// <summary>The samples that are shown, m of n: indices within the seed's batch, from 0, sorted by class, then by index.</summary>
    public required IReadOnlyList<int> Samples { get; init; }

    /// <summary>Class label of each shown sample; null where the targets are no class labels.</summary>
    public IReadOnlyList<long>? Labels { get; init; }

    /// <summary>
    /// Cosines between the gradients of the shown samples over all parameters: Base64 of m(m − 1)/2 signed bytes, the strict lower
    /// triangle row by row, in hundredths, [-100, 100]. The diagonal is 1.
    /// </summary>
    public required string Cosines { get; init; }

    /// <summary>Eigenvalues of the cosine matrix of all n live samples, the largest first, not negative; they add up to n.</summary>
    public required IReadOnlyList<double> Eigenvalues { get; init; }

    /// <summary>The cosine between two shown samples, [-1, 1].</summary>
    /// <param name="cosines">The bytes of <see cref="Cosines"/>.</param>
    /// <param name="i">Row, from 0.</param>
    /// <param name="j">Column, from 0.</param>
    public static double Cosine(ReadOnlySpan<byte> cosines, int i, int j)
    {
        if (i == j) return 1;
        var (row, column) = i > j ? (i, j) : (j, i);
        return (sbyte)cosines[row * (row - 1) / 2 + column] / 100.0;
    }

    /// <summary>Reads it off a Gram matrix; null where it is not finite, or has fewer than two live samples.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="total">G over all parameters, [n × n].</param>
    /// <param name="labels">The label of each sample, [n]; null where the targets are no class labels.</param>
    internal static GradientDetail? Of(long seed, GramMatrix total, IReadOnlyList<long>? labels)
    {
        if (!total.IsFinite || GramMetrics.LiveSamples(total) is not { Length: >= 2 } live) return null;
        var sorted = labels is null ? live : [.. live.OrderBy(i => labels[i]).ThenBy(i => i)];
        int[] shown = sorted.Length <= MostSamples ? sorted : [.. Enumerable.Range(0, MostSamples).Select(k => sorted[k * sorted.Length / MostSamples])];
        var spectrum = new GramSpectrum(total.Select(live));
        return new()
        {
            Seed = seed,
            LiveSamples = live.Length,
            Samples = shown,
            Labels = labels is null ? null : [.. shown.Select(i => labels[i])],
            Cosines = Convert.ToBase64String([.. shown.SelectMany((i, row) => shown.Take(row).Select(j => Hundredths(total, i, j)))]),
            Eigenvalues = [.. spectrum.Eigenvalues.Select(v => Math.Round(v, 6))],
        };
    }

    private static byte Hundredths(GramMatrix total, int i, int j) =>
        (byte)(sbyte)Math.Round(100 * Math.Clamp(total[i, j] / Math.Sqrt(total[i, i] * total[j, j]), -1, 1));
}
