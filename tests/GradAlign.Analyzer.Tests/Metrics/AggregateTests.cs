using GradAlign.Analyzer.Correlation;
using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Tests.Metrics;

public sealed class AggregateTests
{
    private static readonly double Floor = Math.Log(1e-4);

    [Fact]
    public void Gradients_explode_only_where_a_layer_has_a_norm_above_one_on_average()
    {
        Assert.Equal(Of(-0.5, 20, 50, 2), Of(-0.5, 20, 50, 20));
        Assert.Equal(Of(-0.5, 20, 50, 20)!.Value - 0.3 * Math.Log(10), Of(-0.5, 20, 50, 200)!.Value, 1e-12);
        Assert.Equal(-0.5 + 0.7 * Math.Log(20) + 0.5, Of(-0.5, 20, 50, 2)!.Value, 1e-12);
    }

    [Fact]
    public void A_network_through_which_nothing_flows_has_a_value_and_a_bad_one()
    {
        Assert.Equal(Floor + 0.7 * Math.Log(20), Of(Floor, 20, null, 0)!.Value, 1e-12);
        Assert.True(Of(Floor, 20, null, 0) < Of(-1, 2, 1, 1));
    }

    [Fact]
    public void A_part_without_a_value_leaves_none_and_is_named()
    {
        Assert.Null(Of(-1, 20, null, 1));
        Assert.Null(Of(null, 20, 50, 1));
        var scores = new SeedScores(ScoreCatalog.All.ToDictionary(s => s.Key, _ => ScoreValue.Of(-1)), []);
        var tokens = Aggregate.Of(scores, Parts(ScoreValue.NotApplicable("the inputs are tokens")));
        Assert.Equal((ScoreState.NotApplicable, "its part synflow has no value: the inputs are tokens"), (tokens.State, tokens.Reason));
        var dead = new SeedScores(ScoreCatalog.All.ToDictionary(s => s.Key, _ => ScoreValue.Of(Floor)), []);
        Assert.Equal(ScoreState.NotApplicable, Aggregate.Of(dead, Parts(ScoreValue.NotApplicable("the inputs are tokens"))).State);
        Assert.Equal(ScoreState.Defined, Aggregate.Of(dead, Parts(ScoreValue.Undefined("no path"))).State);
        Assert.Equal(ScoreState.Undefined, Aggregate.Of(SeedScores.Undefined("no gradients"), Parts(ScoreValue.Of(5))).State);
    }

    [Fact]
    public void A_table_with_the_parts_gains_the_column_and_one_without_them_does_not()
    {
        ScoreColumn Column(ScoreDefinition score, params double?[] values) => new(score.Key, score.Better, values);
        var parts = new ScoredCells([0.1, 0.9], [
            Column(ScoreCatalog.GradAlignIILayerwise, -1, -0.5), Column(ScoreCatalog.TrainableLayers, 10, 20), Column(ScoreCatalog.GradNorm, 1, 400), Column(ScoreCatalog.SynFlow, null, 50)]);
        var whole = parts.WithAggregate();
        Assert.Equal([null, Of(-0.5, 20, 50, 400)], whole[ScoreCatalog.Aggregate]!.Values);
        Assert.Same(whole, whole.WithAggregate());
        var some = parts with { Scores = [.. parts.Scores.Skip(1)] };
        Assert.Same(some, some.WithAggregate());
    }

    private static Dictionary<string, ScoreValue> Parts(ScoreValue flow) => new()
    {
        [ScoreCatalog.TrainableLayers.Key] = ScoreValue.Of(20),
        [ScoreCatalog.GradNorm.Key] = ScoreValue.Of(1),
        [ScoreCatalog.SynFlow.Key] = flow,
    };

    private static double? Of(double? independence, double? layers, double? flow, double? norm) => Aggregate.Of(part =>
        part == ScoreCatalog.GradAlignIILayerwise ? independence : part == ScoreCatalog.TrainableLayers ? layers : part == ScoreCatalog.SynFlow ? flow : norm);
}
