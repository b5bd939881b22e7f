namespace GradAlign.Analyzer.Correlation;

/// <summary>Kendall's rank correlation in O(n log n) (Knight, Journal of the American Statistical Association 61, 1966).</summary>
public static class KendallTau
{
    /// <summary>τ_b, in [−1, 1]: corrected for ties; NaN where a variable is constant or there are fewer than two values.</summary>
    /// <param name="x">One variable; finite.</param>
    /// <param name="y">The other, of the same length.</param>
    public static double B(IReadOnlyList<double> x, IReadOnlyList<double> y) =>
        Count(new(x), new(y), [.. Enumerable.Range(0, x.Count)]).TauB;

    /// <summary>Pairs among some rows, which may repeat.</summary>
    internal static PairCounts Count(RankedColumn x, RankedColumn y, IReadOnlyList<int> rows)
    {
        var n = rows.Count;
        var packed = new long[n];
        for (var i = 0; i < n; i++) packed[i] = ((long)x.Dense[rows[i]] << 32) | (uint)y.Dense[rows[i]];
        Array.Sort(packed);

        var second = new int[n];
        for (var i = 0; i < n; i++) second[i] = (int)packed[i];
        var (tiedFirst, tiedBoth) = (Tied(packed, p => p >> 32), Tied(packed, p => p));
        var discordant = Inversions(second, new int[n]);
        var pairs = n * (n - 1L) / 2;

        // Sorted by y now.
        var tiedSecond = Tied(second, v => v);
        return new(pairs - tiedFirst - tiedSecond + tiedBoth - (2 * discordant), pairs - tiedFirst, pairs - tiedSecond);
    }

    private static long Tied<T>(T[] sorted, Func<T, long> key)
    {
        long tied = 0, run = 1;
        for (var i = 1; i <= sorted.Length; i++)
        {
            if (i < sorted.Length && key(sorted[i]) == key(sorted[i - 1]))
            {
                run++;
                continue;
            }

            tied += run * (run - 1) / 2;
            run = 1;
        }

        return tied;
    }

    // Merge sort from the bottom up; every element that a smaller one overtakes is an inversion.
    private static long Inversions(int[] values, int[] buffer)
    {
        var (from, to, n, inversions) = (values, buffer, values.Length, 0L);
        for (var width = 1; width < n; width *= 2)
        {
            for (var start = 0; start < n; start += 2 * width)
            {
                var (middle, end) = (Math.Min(start + width, n), Math.Min(start + (2 * width), n));
                for (int left = start, right = middle, k = start; k < end; k++)
                {
                    if (left < middle && (right >= end || from[left] <= from[right]))
                    {
                        to[k] = from[left++];
                    }
                    else
                    {
                        inversions += middle - left;
                        to[k] = from[right++];
                    }
                }
            }

            (from, to) = (to, from);
        }

        if (!ReferenceEquals(from, values)) Array.Copy(from, values, n);
        return inversions;
    }
}
