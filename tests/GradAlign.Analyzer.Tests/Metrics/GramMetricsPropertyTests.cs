using CsCheck;
using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Tests.Metrics;

public sealed class GramMetricsPropertyTests
{
    private static readonly Gen<double[][]> Gradients =
        from n in Gen.Int[3, 12]
        from p in Gen.Int[2, 20]
        from rows in Gen.Double[-1, 1].Array[p].Array[n]
        where rows.All(r => r.Sum(x => x * x) > 1e-3)
        select rows;

    [Fact]
    public void Scores_stay_in_their_ranges() => Gradients.Sample(rows =>
    {
        var s = Measure(rows);
        var n = rows.Length;
        return In(s, ScoreCatalog.Conflict, 0, 1) && In(s, ScoreCatalog.Collapse, 0, 1) && In(s, ScoreCatalog.GradAlignI, -1 + 2.0 / n, 1)
            && In(s, ScoreCatalog.GradAlignII, Math.Log(1e-4), 0) && In(s, ScoreCatalog.GradAlignIILayerwise, Math.Log(1e-4), 0)
            && In(s, ScoreCatalog.DescentEfficiency, 0, 1) && In(s, ScoreCatalog.NegativePairRate, 0, 1) && In(s, ScoreCatalog.EffectiveRank, 1, n);
    });

    [Fact]
    public void Order_of_the_samples_does_not_matter() =>
        Gradients.SelectMany(rows => Gen.Shuffle(rows).Select(shuffled => (rows, shuffled)))
            .Sample(pair => ScoreCatalog.All.All(s => Same(Measure(pair.rows)[s], Measure(pair.shuffled)[s])));

    [Fact]
    public void Scaling_the_loss_leaves_every_score_alone() =>
        Gradients.SelectMany(rows => Gen.Double[0.01, 100].Select(factor => (rows, factor)))
            .Sample(pair =>
            {
                double[][] scaled = [.. pair.rows.Select(r => r.Select(x => x * pair.factor).ToArray())];
                return ScoreCatalog.All.All(s => Same(Measure(pair.rows)[s], Measure(scaled)[s]));
            });

    [Fact]
    public void Flipping_signs_leaves_collapse_alone() =>
        Gradients.SelectMany(rows => Gen.Bool.Array[rows.Length].Select(flips => (rows, flips)))
            .Sample(pair =>
            {
                var flipped = Flip(pair.rows, pair.flips);
                return Same(Measure(pair.rows)[ScoreCatalog.Collapse], Measure(flipped)[ScoreCatalog.Collapse])
                    && Same(Measure(pair.rows)[ScoreCatalog.EffectiveRank], Measure(flipped)[ScoreCatalog.EffectiveRank]);
            });

    [Fact]
    public void Flipping_half_of_agreeing_gradients_moves_conflict_from_none_to_all()
    {
        double[][] agreeing = [.. Enumerable.Range(0, 8).Select(_ => new[] { 1.0, 2.0 })];
        var flipped = Flip(agreeing, [.. Enumerable.Range(0, 8).Select(i => i % 2 == 0)]);
        Assert.Equal(0, Measure(agreeing)[ScoreCatalog.Conflict].Value);
        Assert.Equal(1, Measure(flipped)[ScoreCatalog.Conflict].Value!.Value, 9);
    }

    private static SeedScores Measure(double[][] rows) => GramMetrics.Measure(SyntheticGram.Network(SyntheticGram.Of(rows)));

    private static double[][] Flip(double[][] rows, bool[] flips) => [.. rows.Select((r, i) => flips[i] ? r.Select(x => -x).ToArray() : r)];

    private static bool In(SeedScores scores, ScoreDefinition score, double low, double high) =>
        scores[score].Value is { } value && value >= low - 1e-9 && value <= high + 1e-9;

    // A negative-pair rate may change where an inner product is a rounding error; ranges of doubles in [-1, 1] never come that close to zero by chance.
    private static bool Same(ScoreValue a, ScoreValue b) =>
        a.State == b.State && (a.Value is null || Math.Abs(a.Value.Value - b.Value!.Value) < 1e-6 * Math.Max(1, Math.Abs(a.Value.Value)));
}
