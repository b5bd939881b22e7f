using GradAlign.Analyzer.Correlation;
using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Tests.Correlation;

public sealed class CorrelationStudyTests
{
    private static readonly double[] Accuracy = [.. Enumerable.Range(0, 40).Select(i => 50.0 + ((i * 17) % 40))];

    [Fact]
    public void A_perfect_score_picks_the_optimum_and_a_constant_one_picks_at_random()
    {
        var report = Run(Column("perfect", Accuracy), Column("constant", Accuracy.Select(_ => 1.0)));
        var (perfect, constant) = (Of(report, "perfect"), Of(report, "constant"));
        Assert.Equal(1, perfect.Subsets[0].Tau.Value!.Value, 12);
        Assert.Equal(report.Optimum, perfect.Selected);
        Assert.Equal(report.Random.Mean, constant.Selected.Mean, 9);
        Assert.Null(constant.Subsets[0].Tau.Value);
        Assert.Equal("perfect", report.Scores[0].Key);
    }

    [Fact]
    public void A_score_of_which_less_is_better_is_turned_round()
    {
        var report = Run(new ScoreColumn("conflict", Better.Lower, [.. Accuracy.Select(a => (double?)-a)]));
        Assert.Equal(1, report.Scores[0].Subsets[0].Tau.Value!.Value, 12);
        Assert.Equal(report.Optimum, report.Scores[0].Selected);
    }

    [Fact]
    public void The_best_half_and_tenth_are_chosen_by_accuracy_and_undefined_ones_are_counted()
    {
        // Undefined on the two best cells.
        var best = Accuracy.OrderDescending().Take(2).ToArray();
        var report = Run(new ScoreColumn("s", Better.Higher, [.. Accuracy.Select(a => best.Contains(a) ? (double?)null : a)]));
        Assert.Equal([("all", 38, 2), ("best-half", 18, 2), ("best-tenth", 2, 2)], report.Scores[0].Subsets.Select(s => (s.Subset, s.Cells, s.Undefined)));
        Assert.True(report.Scores[0].Selected.Mean < report.Optimum.Mean, "an undefined score must not be picked");
    }

    [Fact]
    public void The_difference_of_a_score_and_its_own_logarithm_is_exactly_nothing()
    {
        var noisy = Accuracy.Select((a, i) => a + ((i * 7) % 20)).ToArray();
        var difference = Run(Column("a", noisy), Column("b", noisy.Select(v => Math.Log(v)))).Differences.Single();
        Assert.Equal(new Estimate(0, 0, 0), difference.Tau);
    }

    [Fact]
    public void The_interval_of_a_difference_is_narrower_than_those_of_two_alike_scores()
    {
        var noisy = Accuracy.Select((a, i) => a + ((i * 7) % 30)).ToArray();
        var report = Run(Column("a", noisy), Column("b", noisy.Select((v, i) => v + (i % 3))));
        var tau = report.Scores[0].Subsets[0].Tau;
        var difference = report.Differences.Single().Tau;
        Assert.InRange(tau.Value!.Value, tau.Low!.Value, tau.High!.Value);
        Assert.InRange(difference.Value!.Value, difference.Low!.Value, difference.High!.Value);
        Assert.True(difference.High - difference.Low < (tau.High - tau.Low) / 2);
    }

    [Fact]
    public void Given_size_a_score_that_is_size_says_nothing()
    {
        var size = Accuracy.Select((a, i) => a + (i % 5)).ToArray();
        var layers = Accuracy.Select((_, i) => (double)(i % 4)).ToArray();
        var report = Run(Column("params", size), Column("trainable_layers", layers), Column("copy", size.Select(v => v * v)));
        Assert.Null(Of(report, "copy").GivenParams!.Value);
        Assert.NotNull(Of(report, "trainable_layers").GivenParams!.Value);
        Assert.Equal(["params", "trainable_layers"], report.Differences.Select(d => d.Against).Distinct().Order());
    }

    [Fact]
    public void The_same_seed_gives_the_same_report()
    {
        var noisy = Accuracy.Select((a, i) => a + ((i * 7) % 30)).ToArray();
        Assert.Equal(Text(0), Text(0));
        Assert.NotEqual(Text(0), Text(1));

        string Text(int seed) => System.Text.Json.JsonSerializer.Serialize(CorrelationStudy.Run(new(Accuracy, [Column("a", noisy)]), new() { Seed = seed, Resamples = 50 }).Scores);
    }

    [Fact]
    public void A_score_to_compare_with_that_is_not_there_is_refused() =>
        Assert.Throws<ArgumentException>(() => CorrelationStudy.Run(new(Accuracy, [Column("a", Accuracy)]), new() { Against = ["b"] }));

    private static CorrelationReport Run(params ScoreColumn[] scores) => CorrelationStudy.Run(new(Accuracy, scores), new() { Resamples = 200, Candidates = 10 });

    private static ScoreColumn Column(string key, IEnumerable<double> values) => new(key, Better.Higher, [.. values.Select(v => (double?)v)]);

    private static ScoreCorrelation Of(CorrelationReport report, string key) => report.Scores.Single(s => s.Key == key);
}
