namespace GradAlign.Analyzer.Correlation;

/// <summary>What Kendall's tau is made of.</summary>
/// <param name="Score">Concordant less discordant pairs, S.</param>
/// <param name="UntiedFirst">Pairs that the first variable tells apart.</param>
/// <param name="UntiedSecond">Pairs that the second variable tells apart.</param>
internal readonly record struct PairCounts(long Score, long UntiedFirst, long UntiedSecond)
{
    /// <summary>τ_b = S/√(untied in x · untied in y), in [−1, 1]; NaN where a variable is constant.</summary>
    public double TauB => Score / Math.Sqrt((double)UntiedFirst * UntiedSecond);

    /// <summary>The pairs of both together.</summary>
    public static PairCounts operator +(PairCounts a, PairCounts b) =>
        new(a.Score + b.Score, a.UntiedFirst + b.UntiedFirst, a.UntiedSecond + b.UntiedSecond);
}
