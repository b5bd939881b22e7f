namespace GradAlign.Analyzer.Correlation;

/// <summary>Kendall's tau over the pairs of equal size only: what a score knows that size does not tell.</summary>
internal static class EqualSizeTau
{
    /// <summary>Pairs within groups, added up; τ_b of them is in [−1, 1].</summary>
    /// <param name="x">The score.</param>
    /// <param name="y">The accuracy.</param>
    /// <param name="groups">Number of each row's group.</param>
    /// <param name="rows">Rows, which may repeat.</param>
    public static PairCounts Count(RankedColumn x, RankedColumn y, IReadOnlyList<int> groups, IReadOnlyList<int> rows) => rows
        .GroupBy(row => groups[row])
        .Select(g => g.ToArray())
        .Where(g => g.Length > 1)
        .Aggregate(default(PairCounts), (sum, g) => sum + KendallTau.Count(x, y, g));

    /// <summary>Numbers the groups of rows with the same key.</summary>
    public static int[] Groups<T>(IEnumerable<T> keys)
        where T : notnull
    {
        var numbers = new Dictionary<T, int>();
        return [.. keys.Select(k => numbers.TryGetValue(k, out var number) ? number : numbers[k] = numbers.Count)];
    }
}
