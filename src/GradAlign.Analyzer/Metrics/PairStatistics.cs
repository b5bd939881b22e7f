using GradAlign.Analyzer.Gram;

namespace GradAlign.Analyzer.Metrics;

/// <summary>Finds the pairs behind a network's conflict, from its Gram matrices alone.</summary>
public static class PairStatistics
{
    /// <summary>Pairs that are listed; beyond these a reader learns nothing new.</summary>
    public const int Listed = 10;

    /// <summary>Compares every pair of live samples of every seed.</summary>
    /// <param name="seeds">A seed, G over all parameters, and the label of each sample (null where the targets are no class labels).</param>
    public static PairSummary Summarise(IReadOnlyList<(long Seed, GramMatrix Total, IReadOnlyList<long>? Labels)> seeds)
    {
        var compared = seeds.SelectMany(s => Compare(s.Seed, s.Total, s.Labels)).ToArray();
        var labelled = compared.Where(c => c.Pair is { FirstLabel: not null, SecondLabel: not null }).ToArray();
        return new()
        {
            ClassPairs = [.. labelled
                .GroupBy(c => (Math.Min(c.Pair.FirstLabel!.Value, c.Pair.SecondLabel!.Value), Math.Max(c.Pair.FirstLabel!.Value, c.Pair.SecondLabel!.Value)))
                .Select(g => new ClassPair(g.Key.Item1, g.Key.Item2, g.Count(), g.Average(c => c.Pair.Cosine), g.Sum(c => -2 * c.Pair.Cosine / c.Samples) / seeds.Count))
                .OrderByDescending(p => p.Contribution).ThenBy(p => p.First).ThenBy(p => p.Second)
                .Take(Listed)],
            SamplePairs = [.. compared.Select(c => c.Pair)
                .OrderBy(p => p.Cosine).ThenBy(p => p.Seed).ThenBy(p => p.First).ThenBy(p => p.Second)
                .Take(Listed)],
            WithinClasses = Mean(labelled.Where(c => c.Pair.FirstLabel == c.Pair.SecondLabel)),
            BetweenClasses = Mean(labelled.Where(c => c.Pair.FirstLabel != c.Pair.SecondLabel)),
        };
    }

    // The samples without a gradient have no direction, and are left out as they are of every score.
    private static IEnumerable<(SamplePair Pair, int Samples)> Compare(long seed, GramMatrix total, IReadOnlyList<long>? labels)
    {
        var live = GramMetrics.LiveSamples(total);
        for (var a = 0; a < live.Length; a++)
        {
            for (var b = a + 1; b < live.Length; b++)
            {
                var (i, j) = (live[a], live[b]);
                var cosine = Math.Clamp(total[i, j] / Math.Sqrt(total[i, i] * total[j, j]), -1, 1);
                yield return (new(seed, i, j, labels?[i], labels?[j], cosine), live.Length);
            }
        }
    }

    private static double? Mean(IEnumerable<(SamplePair Pair, int Samples)> compared)
    {
        var cosines = compared.Select(c => c.Pair.Cosine).ToArray();
        return cosines.Length == 0 ? null : cosines.Average();
    }
}
