using GradAlign.Analyzer.Gram;
using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Tests.Metrics;

public sealed class PairStatisticsTests
{
    // Two samples of class 0 agree, both oppose the one of class 1; the third of class 0 is at a right angle to all.
    private static readonly GramMatrix Known = SyntheticGram.Of([[1, 0, 0], [2, 0, 0], [-3, 0, 0], [0, 5, 0]]);

    [Fact]
    public void Class_pairs_carry_their_mean_cosine_and_the_worst_comes_first()
    {
        var summary = PairStatistics.Summarise([(0, Known, [0, 0, 1, 0])]);
        Assert.Equal([(0L, 1L), (0L, 0L)], summary.ClassPairs.Select(p => (p.First, p.Second)));
        Assert.Equal([3, 3], summary.ClassPairs.Select(p => p.Pairs));
        Assert.Equal(-2.0 / 3, summary.ClassPairs[0].MeanCosine, 1e-12);
        Assert.Equal(1.0 / 3, summary.WithinClasses!.Value, 1e-12);
        Assert.Equal(-2.0 / 3, summary.BetweenClasses!.Value, 1e-12);
    }

    [Fact]
    public void Contributions_of_all_class_pairs_add_up_to_conflict()
    {
        var gram = SyntheticGram.Of([[1, 0.2], [-1, 0.1], [0.3, -1], [-0.2, 1], [0.5, 0.4]]);
        var conflict = GramMetrics.Measure(SyntheticGram.Network(gram))[ScoreCatalog.Conflict].Value;
        Assert.InRange(conflict!.Value, 0.1, 0.9);
        Assert.Equal(conflict.Value, PairStatistics.Summarise([(0, gram, [0, 1, 2, 0, 1])]).ClassPairs.Sum(p => p.Contribution), 1e-12);
    }

    [Fact]
    public void Sample_pairs_of_all_seeds_are_listed_with_the_most_opposed_first()
    {
        var summary = PairStatistics.Summarise([(7, SyntheticGram.EqualCosines(3, 0.5), null), (8, Known, null)]);
        Assert.Equal((8L, 0, 2), (summary.SamplePairs[0].Seed, summary.SamplePairs[0].First, summary.SamplePairs[0].Second));
        Assert.Equal(-1, summary.SamplePairs[0].Cosine, 1e-12);
        Assert.Equal(9, summary.SamplePairs.Count);
        Assert.Equal(summary.SamplePairs.OrderBy(p => p.Cosine), summary.SamplePairs);
    }

    [Fact]
    public void Targets_that_are_no_labels_leave_the_classes_out()
    {
        var summary = PairStatistics.Summarise([(0, Known, null)]);
        Assert.Empty(summary.ClassPairs);
        Assert.Null(summary.WithinClasses);
        Assert.All(summary.SamplePairs, p => Assert.Null(p.FirstLabel));
    }

    [Fact]
    public void Samples_without_a_gradient_are_in_no_pair()
    {
        var summary = PairStatistics.Summarise([(0, SyntheticGram.Of([[1, 0], [0, 0], [0, 1]]), [0, 1, 2])]);
        var pair = Assert.Single(summary.SamplePairs);
        Assert.Equal((0, 2), (pair.First, pair.Second));
    }
}
