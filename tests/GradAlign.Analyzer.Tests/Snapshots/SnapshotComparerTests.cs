using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Snapshots;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Tests.Snapshots;

public sealed class SnapshotComparerTests
{
    [Fact]
    public void Same_scores_match()
    {
        var comparison = SnapshotComparer.Compare(Snapshot.Of([0.1, 0.2, 0.3]), Snapshot.Of([0.1, 0.2, 0.3]));

        Assert.True(comparison.IsMatch);
        Assert.Equal(Outcome.Pass, comparison.Outcome);
    }

    [Theory]
    [InlineData("conflict", 1e-3)]
    [InlineData("collapse", 1e-3)]
    [InlineData("gradalign_i", 1e-3)]
    [InlineData("gradalign_ii", 1e-2)]
    [InlineData("effective_rank", 0.064)]
    [InlineData("numerical_rank", 1)]
    [InlineData("dead_layers", 0)]
    public void Difference_matches_up_to_the_tolerance_of_its_score_and_no_further(string key, double tolerance)
    {
        var score = ScoreCatalog.Find(key)!;

        Assert.True(Compare(tolerance).IsMatch);
        Assert.Equal(key, Assert.Single(Compare(tolerance + 1e-5).Drifts).Key);

        SnapshotComparison Compare(double difference) => SnapshotComparer.Compare(With([0.5, 0.5]), With([0.5, 0.5 + difference]));
        ScoreSnapshot With(double[] values) => key switch
        {
            "conflict" => Snapshot.Of(values, [0.5, 0.5]),
            "collapse" => Snapshot.Of([0.5, 0.5], values),
            _ => Snapshot.Of([0.5, 0.5], [0.5, 0.5], null, (score, values)),
        };
    }

    // Differences .10, .12, .14: mean .12, sd .02, noise 2·.02/√3 = .0231.
    [Fact]
    public void Worse_beyond_the_noise_of_the_seeds_fails()
    {
        var comparison = SnapshotComparer.Compare(Snapshot.Of([0.1, 0.2, 0.3], [0, 0, 0]), Snapshot.Of([0.2, 0.32, 0.44], [0, 0, 0]));

        var drift = Assert.Single(comparison.Drifts);
        Assert.Equal(DriftKind.Worse, drift.Kind);
        Assert.Equal(0.12, drift.Difference, 1e-9);
        Assert.Equal(0.0231, drift.Noise, 1e-4);
        Assert.Equal("conflict 0.200 → 0.320 (+0.120 ± 0.023)", drift.ToString());
        Assert.Equal(Outcome.Fail, comparison.Outcome);
    }

    [Fact]
    public void Worse_within_the_noise_of_the_seeds_is_no_failure()
    {
        var comparison = SnapshotComparer.Compare(Snapshot.Of([0.3, 0.3, 0.3], [0, 0, 0]), Snapshot.Of([0.2, 0.32, 0.44], [0, 0, 0]));

        Assert.Equal(DriftKind.WorseWithinNoise, Assert.Single(comparison.Drifts).Kind);
        Assert.Equal(Outcome.Pass, comparison.Outcome);
        Assert.False(comparison.IsMatch);
    }

    [Fact]
    public void Seeds_that_move_apart_around_the_same_mean_are_a_drift_within_the_noise() =>
        Assert.Equal(DriftKind.WorseWithinNoise, Assert.Single(SnapshotComparer.Compare(Snapshot.Of([0.5, 0.5], [0, 0]), Snapshot.Of([0.25, 0.75], [0, 0])).Drifts).Kind);

    [Fact]
    public void Single_seed_has_no_noise_to_hide_in() =>
        Assert.Equal(Outcome.Fail, SnapshotComparer.Compare(Snapshot.Of([0.3], [0]), Snapshot.Of([0.302], [0])).Outcome);

    [Fact]
    public void Better_is_reported_and_passes()
    {
        var comparison = SnapshotComparer.Compare(Snapshot.Of([0.5, 0.6], [0, 0]), Snapshot.Of([0.1, 0.2], [0, 0]));

        Assert.Equal(DriftKind.Better, Assert.Single(comparison.Drifts).Kind);
        Assert.Equal(Outcome.Pass, comparison.Outcome);
    }

    [Fact]
    public void Score_whose_better_direction_is_up_is_worse_when_it_falls()
    {
        var comparison = SnapshotComparer.Compare(Snapshot.Of([0.5], null, null, (ScoreCatalog.EffectiveRank, [40])), Snapshot.Of([0.5], null, null, (ScoreCatalog.EffectiveRank, [30])));

        Assert.Equal(DriftKind.Worse, Assert.Single(comparison.Drifts).Kind);
    }

    [Fact]
    public void One_worse_score_among_better_ones_fails() =>
        Assert.Equal(Outcome.Fail, SnapshotComparer.Compare(Snapshot.Of([0.5, 0.5], [0.1, 0.1]), Snapshot.Of([0.1, 0.1], [0.2, 0.2])).Outcome);

    [Fact]
    public void Score_without_a_direction_describes_only()
    {
        var comparison = SnapshotComparer.Compare(Snapshot.Of([0.5], null, null, (ScoreCatalog.GradAlignIIOutput, [-1])), Snapshot.Of([0.5], null, null, (ScoreCatalog.GradAlignIIOutput, [-5])));

        Assert.Equal(DriftKind.Neutral, Assert.Single(comparison.Drifts).Kind);
        Assert.Equal(Outcome.Pass, comparison.Outcome);
    }

    [Fact]
    public void Score_that_lost_its_value_is_inconclusive()
    {
        var comparison = SnapshotComparer.Compare(Snapshot.Of([0.5], null, null, (ScoreCatalog.EffectiveRank, [30])), Snapshot.Of([0.5]));

        Assert.Equal(DriftKind.StateChanged, Assert.Single(comparison.Drifts).Kind);
        Assert.Equal(Outcome.Inconclusive, comparison.Outcome);
    }

    [Fact]
    public void Score_that_an_older_version_did_not_have_is_no_drift()
    {
        var older = Snapshot.Of([0.5]) with { Versions = new("0.0.1", "0.107.0") };

        var comparison = SnapshotComparer.Compare(older, Snapshot.Of([0.5], null, null, (ScoreCatalog.EffectiveRank, [30])));

        Assert.True(comparison.IsMatch);
        Assert.Contains("GradAlign 0.0.1", Assert.Single(comparison.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Undefined_score_is_inconclusive() =>
        Assert.Equal(Outcome.Inconclusive, SnapshotComparer.Compare(Snapshot.Of([0.5]), Snapshot.Of([double.NaN])).Outcome);

    public static TheoryData<string, ScoringOptions> OtherOptions => new()
    {
        { "batch size 64, now 32", new() { Repeats = 2, BatchSize = 32 } },
        { "seeds [0, 1], now [7, 8]", new() { Repeats = 2, Seed = 7 } },
        { "batch norm PerSample, now Frozen", new() { Repeats = 2, BatchNorm = BatchNormMode.Frozen } },
    };

    [Theory]
    [MemberData(nameof(OtherOptions))]
    public void Other_conditions_are_inconclusive_and_named(string difference, ScoringOptions options)
    {
        var comparison = SnapshotComparer.Compare(Snapshot.Of([0.5, 0.5]), Snapshot.Of([0.5, 0.5], null, options));

        Assert.Equal([difference], comparison.Obstacles);
        Assert.Equal(Outcome.Inconclusive, comparison.Outcome);
    }

    [Fact]
    public void Data_are_the_same_where_their_content_is()
    {
        var snapshot = Snapshot.Of([0.5]);

        Assert.True(SnapshotComparer.Compare(Data("a/images", "1f"), Data("b/images", "1f")).IsMatch);
        Assert.Equal(Outcome.Inconclusive, SnapshotComparer.Compare(Data("a/images", "1f"), Data("a/images", "2e")).Outcome);

        ScoreSnapshot Data(string name, string hash) => snapshot with { Conditions = snapshot.Conditions with { Data = new("idx", name, 640, null, hash) } };
    }

    [Fact]
    public void Other_size_versions_and_device_are_compared_and_named()
    {
        var verified = Snapshot.Of([0.5]) with { Device = "cuda:0", Versions = new("0.0.1", "0.106.0"), Size = new(1200, null, 3) };

        var comparison = SnapshotComparer.Compare(verified, Snapshot.Of([0.7]));

        Assert.Equal(Outcome.Fail, comparison.Outcome);
        Assert.Equal(
            ["size 1200 parameters in 3 layers, unknown MACs, now 1000 parameters in 3 layers, 2000 MACs", "device cuda:0, now cpu", "TorchSharp 0.106.0, now 0.107.0", $"GradAlign 0.0.1, now {Snapshot.Of([0]).Versions.GradAlign}"],
            comparison.Notes);
    }
}
