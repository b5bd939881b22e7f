namespace GradAlign.Analyzer.Correlation;

/// <summary>A variable as dense ranks, so that resamples are ranked without sorting numbers again.</summary>
internal sealed class RankedColumn
{
    private readonly int levels;

    /// <param name="values">The values; finite.</param>
    public RankedColumn(IReadOnlyList<double> values)
    {
        var order = values.Distinct().Order().Select((value, rank) => (value, rank)).ToDictionary(v => v.value, v => v.rank);
        levels = order.Count;
        Dense = [.. values.Select(v => order[v])];
    }

    /// <summary>0 for the smallest value, equal for equal values.</summary>
    public IReadOnlyList<int> Dense { get; }

    /// <summary>Ranks among some rows, from 1, the mean rank for ties.</summary>
    /// <param name="rows">Rows, which may repeat.</param>
    public double[] MeanRanks(IReadOnlyList<int> rows)
    {
        var counts = new int[levels];
        foreach (var row in rows) counts[Dense[row]]++;
        var ranks = new double[levels];
        for (int level = 0, below = 0; level < levels; below += counts[level], level++) ranks[level] = below + (counts[level] + 1) / 2.0;
        return [.. rows.Select(row => ranks[Dense[row]])];
    }
}
