using GradAlign.Analyzer.Gram;
using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Tests.Metrics;

public sealed class GradientDetailTests
{
    // Sample 2 has no gradient.
    private static readonly GramMatrix Known = SyntheticGram.Of([[1, 0], [0, 2], [0, 0], [-3, 0], [1, 1]]);

    [Fact]
    public void Samples_are_sorted_by_class_and_dead_ones_left_out()
    {
        var detail = GradientDetail.Of(7, Known, [1, 0, 0, 0, 1])!;
        Assert.Equal((7L, 4), (detail.Seed, detail.LiveSamples));
        Assert.Equal([1, 3, 0, 4], detail.Samples);
        Assert.Equal([0L, 0, 1, 1], detail.Labels);
    }

    [Fact]
    public void Cosines_are_those_of_the_gradients_to_a_hundredth()
    {
        var detail = GradientDetail.Of(0, Known, null)!;
        var bytes = Convert.FromBase64String(detail.Cosines);
        Assert.Equal(6, bytes.Length);
        double[,] expected = { { 1, 0, -1, 0.71 }, { 0, 1, 0, 0.71 }, { -1, 0, 1, -0.71 }, { 0.71, 0.71, -0.71, 1 } };
        for (var i = 0; i < 4; i++)
        {
            for (var j = 0; j < 4; j++) Assert.Equal(expected[i, j], GradientDetail.Cosine(bytes, i, j), 1e-9);
        }
    }

    [Fact]
    public void Eigenvalues_add_up_to_the_live_samples_and_the_largest_comes_first()
    {
        var values = GradientDetail.Of(0, Known, null)!.Eigenvalues;
        Assert.Equal(4, values.Count);
        Assert.Equal(4, values.Sum(), 1e-5);
        Assert.Equal(values.OrderDescending(), values);
    }

    [Fact]
    public void Large_batch_is_thinned_over_all_classes()
    {
        var labels = Enumerable.Range(0, 200).Select(i => (long)(i % 10)).ToArray();
        var detail = GradientDetail.Of(0, SyntheticGram.EqualCosines(200, 0.5), labels)!;
        Assert.Equal(200, detail.LiveSamples);
        Assert.Equal(GradientDetail.MostSamples, detail.Samples.Count);
        Assert.Equal(detail.Samples.Distinct(), detail.Samples);
        Assert.All(detail.Labels!.GroupBy(l => l), g => Assert.InRange(g.Count(), 6, 7));
        Assert.Equal(200, detail.Eigenvalues.Count);
    }

    [Fact]
    public void There_is_none_without_two_live_samples_or_with_an_infinite_gradient()
    {
        Assert.Null(GradientDetail.Of(0, SyntheticGram.Of([[1, 0], [0, 0]]), null));
        Assert.Null(GradientDetail.Of(0, SyntheticGram.Of([[1, 0], [double.PositiveInfinity, 0]]), null));
    }
}
