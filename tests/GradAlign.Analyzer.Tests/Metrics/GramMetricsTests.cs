using GradAlign.Analyzer.Gram;
using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Tests.Metrics;

public sealed class GramMetricsTests
{
    private const int Samples = 64;

    [Fact]
    public void Agreeing_gradients_have_no_conflict()
    {
        var scores = Measure(SyntheticGram.EqualCosines(Samples, 0.96));
        Assert.Equal(0, scores[ScoreCatalog.Conflict].Value);
        Assert.InRange(scores[ScoreCatalog.Collapse].Value!.Value, 0.9, 1);
        Assert.Equal(0, scores[ScoreCatalog.NegativePairRate].Value);
    }

    [Fact]
    public void Balanced_opposition_has_full_conflict_and_hardly_any_collapse()
    {
        var scores = Measure(SyntheticGram.EqualCosines(Samples, -1.0 / (Samples - 1)));
        Assert.Equal(1, scores[ScoreCatalog.Conflict].Value!.Value, 9);
        Assert.InRange(scores[ScoreCatalog.Collapse].Value!.Value, 0, 0.15);
        Assert.Equal(1, scores[ScoreCatalog.NegativePairRate].Value);
        Assert.Equal(0, scores[ScoreCatalog.DescentEfficiency].Value!.Value, 9);
    }

    [Fact]
    public void Independent_gradients_have_neither()
    {
        var scores = Measure(SyntheticGram.EqualCosines(Samples, 0));
        Assert.Equal(0, scores[ScoreCatalog.Conflict].Value!.Value, 9);
        Assert.Equal(0, scores[ScoreCatalog.Collapse].Value!.Value, 9);
        Assert.Equal(1 / Math.Sqrt(Samples), scores[ScoreCatalog.GradAlignI].Value!.Value, 9);
        Assert.Equal(1.0 / Samples, scores[ScoreCatalog.DescentEfficiency].Value!.Value, 9);
        Assert.Equal(Samples, scores[ScoreCatalog.EffectiveRank].Value!.Value, 6);
        Assert.Equal(Samples, scores[ScoreCatalog.NumericalRank].Value);
    }

    [Fact]
    public void Identical_gradients_are_fully_collapsed_and_defined()
    {
        var scores = Measure(SyntheticGram.EqualCosines(Samples, 1));
        Assert.Equal(1, scores[ScoreCatalog.NumericalRank].Value);
        Assert.Equal(1, scores[ScoreCatalog.EffectiveRank].Value!.Value, 6);
        Assert.InRange(scores[ScoreCatalog.Collapse].Value!.Value, 0.999, 1);
        Assert.InRange(scores[ScoreCatalog.GradAlignII].Value!.Value, Math.Log(1e-4), -9);
    }

    [Fact]
    public void A_mean_gradient_of_zero_has_alignment_zero()
    {
        var scores = Measure(SyntheticGram.Of([[1, 0], [-1, 0], [0, 1], [0, -1]]));
        Assert.Equal(0, scores[ScoreCatalog.GradAlignI].Value);
        Assert.Equal(1, scores[ScoreCatalog.Conflict].Value);
    }

    [Fact]
    public void Dead_samples_are_left_out_and_counted()
    {
        var scores = Measure(SyntheticGram.Of([[1, 0, 0], [0, 1, 0], [0, 0, 1e-7], [0, 0, 0]]));
        Assert.Equal(2, scores[ScoreCatalog.DeadSamples].Value);
        Assert.Equal(2, scores[ScoreCatalog.NumericalRank].Value);
        Assert.Equal(0, scores[ScoreCatalog.Conflict].Value!.Value, 9);
    }

    [Fact]
    public void Zero_gradients_are_undefined_with_a_reason() => AssertUndefined(new(4, new double[16]), "zero");

    [Fact]
    public void One_live_sample_is_undefined_with_a_reason() => AssertUndefined(SyntheticGram.Of([[1.0], [0], [0]]), "two");

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Gradients_that_are_not_finite_are_undefined_with_a_reason(double entry) => AssertUndefined(new(2, [1, entry, entry, 1]), "not finite");

    [Fact]
    public void A_layer_with_few_parameters_cannot_be_judged()
    {
        var scores = GramMetrics.Measure(SyntheticGram.Network(SyntheticGram.EqualCosines(8, 0), hiddenParameters: 15));
        Assert.Equal(ScoreState.NotApplicable, scores[ScoreCatalog.Collapse].State);
        Assert.Equal(ScoreState.Defined, scores[ScoreCatalog.Conflict].State);
        Assert.False(scores.Layers[0].IsEligible);
    }

    [Fact]
    public void A_layer_without_a_gradient_is_dead_and_leaves_the_others_alone()
    {
        var live = SyntheticGram.EqualCosines(8, 0);
        var network = SyntheticGram.Network(live);
        var dead = network.Layers[0] with { Name = "dead.weight", Gram = new(8, new double[64]) };
        var scores = GramMetrics.Measure(network with { Layers = [dead, .. network.Layers] });
        Assert.Equal(1, scores[ScoreCatalog.DeadLayers].Value);
        Assert.Equal(0.5, scores[ScoreCatalog.DeadLayerShare].Value);
        Assert.Equal(0, scores[ScoreCatalog.Collapse].Value!.Value, 9);
    }

    [Fact]
    public void Samples_without_a_gradient_in_a_layer_do_not_count_as_conflict()
    {
        var half = new GramMatrix(8, [.. from i in Enumerable.Range(0, 8) from j in Enumerable.Range(0, 8) select i == j && i < 4 ? 1.0 : 0]);
        var network = SyntheticGram.Network(SyntheticGram.EqualCosines(8, 0));
        var scores = GramMetrics.Measure(network with { Layers = [network.Layers[0] with { Gram = half }, network.Layers[1]] });
        Assert.Equal(0, scores.Layers[0].Conflict.Value);
    }

    [Fact]
    public void A_network_whose_hidden_layers_are_all_dead_is_collapsed()
    {
        var network = SyntheticGram.Network(SyntheticGram.EqualCosines(8, 0));
        var scores = GramMetrics.Measure(network with { Layers = [network.Layers[0] with { Gram = new(8, new double[64]) }, network.Layers[1]] });
        Assert.Equal(1 - 1e-4, scores[ScoreCatalog.Collapse].Value!.Value, 9);
        Assert.Equal(1, scores[ScoreCatalog.DeadLayerShare].Value);
    }

    private static SeedScores Measure(GramMatrix gram) => GramMetrics.Measure(SyntheticGram.Network(gram));

    private static void AssertUndefined(GramMatrix gram, string reason)
    {
        var scores = Measure(gram);
        Assert.All(ScoreCatalog.All, s => Assert.Equal(ScoreState.Undefined, scores[s].State));
        Assert.Contains(reason, scores[ScoreCatalog.Conflict].Reason, StringComparison.Ordinal);
    }
}
