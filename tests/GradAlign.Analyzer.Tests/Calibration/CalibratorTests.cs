using GradAlign.Analyzer.Calibration;

namespace GradAlign.Analyzer.Tests.Calibration;

public sealed class CalibratorTests
{
    private static readonly CalibrationConditions Conditions = new(64, BatchNormMode.PerSample, true);
    private static readonly Lazy<Calibrator> Trained = new(() => SyntheticTable.Calibrator(60));

    [Fact]
    public void Prediction_is_near_a_law_that_is_known()
    {
        double[] errors = [.. SyntheticTable.Checked(200, seed: 9, noise: 0).Rows.Select(r => Math.Abs(Estimate(r).Value!.Value - SyntheticTable.Accuracy(r)))];
        Assert.InRange(errors.Order().ElementAt(100), 0, 0.02);
        Assert.InRange(Trained.Value.Manifest.Metrics.Tau!.Value, 0.7, 1);
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.6)]
    public void Intervals_hold_what_they_promise_of_rows_drawn_alike(double confidence)
    {
        var covered = new List<double>();
        for (var seed = 0; seed < 8; seed++)
        {
            var (models, _, _) = CalibratorTraining.Fit(SyntheticTable.Checked(36, seed), Folds.Of([.. Enumerable.Range(0, 36)], seed), seed);
            var unseen = SyntheticTable.Checked(150, seed + 100);
            var ends = Calibrator.Estimate(models, unseen.Rows, confidence);
            covered.Add(ends.Zip(unseen.Accuracy).Average(p => p.Second >= p.First.Low && p.Second <= p.First.High ? 1.0 : 0));
        }

        // Eight tables of 36 rows: the mean coverage has a standard error of about .02.
        Assert.InRange(covered.Average(), confidence - 0.06, confidence + 0.08);
    }

    [Fact]
    public void Wider_confidence_gives_a_wider_interval_around_the_value()
    {
        double[] row = [0.4, 30, 5000];
        var (narrow, wide) = (Estimate(row, 0.5), Estimate(row, 0.95));
        Assert.True(wide.Lower < narrow.Lower && narrow.Lower <= narrow.Value && narrow.Value <= narrow.Upper && narrow.Upper < wide.Upper);
    }

    [Fact]
    public void Too_few_rows_for_a_confidence_bound_nothing()
    {
        var (models, _, _) = CalibratorTraining.Fit(SyntheticTable.Checked(12), Folds.Of([.. Enumerable.Range(0, 12)], 0), 0);
        var (_, low, high) = Calibrator.Estimate(models, [[0.4, 30, 5000]], 0.99)[0];
        Assert.Equal((0, 1), (low, high));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(null)]
    public void Score_that_is_no_number_never_reaches_a_model(double? value)
    {
        var estimate = Trained.Value.Estimate(key => key == "conflict" ? value : 30, Conditions, 0.9);
        Assert.Null(estimate.Value);
        Assert.False(estimate.IsInDomain);
        Assert.Contains("conflict", Assert.Single(estimate.Outside), StringComparison.Ordinal);
    }

    [Fact]
    public void Row_within_the_table_is_inside() => Assert.Empty(Estimate([0.5, 32, 5000]).Outside);

    [Fact]
    public void Row_beyond_a_range_is_outside_and_says_which() =>
        Assert.Contains("params is", string.Join(" ", Estimate([0.5, 32, 11_000_000]).Outside), StringComparison.Ordinal);

    [Fact]
    public void Row_far_from_every_other_within_all_ranges_is_outside()
    {
        // Two features on a diagonal: a corner is in the range of both, and near to nothing.
        double[][] rows = [.. Enumerable.Range(0, 50).Select(i => (double[])[i / 50.0, i / 50.0])];
        FeatureScale[] scales = [FeatureScale.Of("conflict", [.. rows.Select(r => r[0])]), FeatureScale.Of("collapse", [.. rows.Select(r => r[1])])];
        var domain = Domain.Of(scales, rows);
        Assert.Empty(domain.Outside(scales, [0.5, 0.51]));
        Assert.Contains("times as far", Assert.Single(domain.Outside(scales, [0.05, 0.95])), StringComparison.Ordinal);
        Assert.NotEmpty(domain.Outside(scales, [0.5, double.NaN]));
    }

    [Theory]
    [InlineData(32, BatchNormMode.PerSample, true, "32 samples")]
    [InlineData(64, BatchNormMode.Frozen, true, "Frozen batch norm")]
    [InlineData(64, BatchNormMode.PerSample, false, "on real data")]
    public void Scores_measured_otherwise_are_outside(int batchSize, BatchNormMode mode, bool synthetic, string why) =>
        Assert.Contains(why, Assert.Single(Trained.Value.Estimate(Keyed([0.5, 32, 5000]), new(batchSize, mode, synthetic), 0.9).Outside), StringComparison.Ordinal);

    [Fact]
    public void Models_for_other_inputs_or_classes_are_outside()
    {
        var made = new CalibrationConditions(64, null, null) { InputShape = "1x28x28", Classes = 10 };
        Assert.Equal(2, made.Differences(new(64, null, null) { InputShape = "3x32x32", Classes = 100 }).Count());
        Assert.Empty(made.Differences(new(64, null, null)));
    }

    [Fact]
    public void Models_with_another_loss_are_outside()
    {
        var made = new CalibrationConditions(64, null, null);
        Assert.Contains("Focal", Assert.Single(made.Differences(made with { Loss = "Focal" })), StringComparison.Ordinal);
        Assert.Empty(made.Differences(made with { Loss = "cross-entropy" }));
        Assert.Empty((made with { Loss = "Focal" }).Differences(made with { Loss = "Focal" }));
    }

    // Most accuracies near 0.9 and some at chance: whatever guesses near the median errs less than the mean.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Skewed_accuracies_that_have_nothing_to_do_with_the_scores_are_refused(int seed)
    {
        var random = new Random(seed);
        var raw = SyntheticTable.Raw(60) with { Accuracy = [.. Enumerable.Range(0, 60).Select(_ => (double?)(random.NextDouble() < 0.2 ? 0.1 : 0.9 + (0.01 * random.NextDouble())))] };
        Assert.Contains("No calibrator was made", Assert.Throws<CalibrationException>(() => CalibratorTraining.Train(TableChecks.Check(raw, new()), new(), "0.0.0")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_table_does_not_say_is_noted()
    {
        Assert.Contains(TableChecks.Check(SyntheticTable.Raw(20), new()).Notes, n => n.Contains("the input shape, the number of classes", StringComparison.Ordinal));
    }

    [Fact]
    public void Same_table_gives_the_same_bytes()
    {
        using var folder = new Inputs.TemporaryFolder();
        string[] files = ["a.zip", "b.zip"];
        foreach (var file in files) CalibratorFile.Write(Path.Combine(folder.Path, file), SyntheticTable.Calibrator(60));
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder.Path, files[0])), File.ReadAllBytes(Path.Combine(folder.Path, files[1])));
    }

    [Fact]
    public void Calibrator_predicts_the_same_once_it_was_written_and_read()
    {
        using var folder = new Inputs.TemporaryFolder();
        var path = Path.Combine(folder.Path, "a.zip");
        CalibratorFile.Write(path, Trained.Value);
        var read = Calibrator.Read(path);
        Assert.All(SyntheticTable.Checked(20, seed: 4).Rows, r =>
        {
            var (before, after) = (Estimate(r), read.Estimate(Keyed(r), Conditions, 0.9));
            Assert.Equal((before.Value, before.Lower, before.Upper), (after.Value, after.Lower, after.Upper));
        });
    }

    [Fact]
    public void Calibrator_that_is_no_better_than_the_mean_is_refused_with_the_figures()
    {
        var raw = SyntheticTable.Raw(60);
        var order = Folds.Shuffled(60, 3);
        var e = Assert.Throws<CalibrationException>(() => CalibratorTraining.Train(TableChecks.Check(raw with { Accuracy = [.. order.Select(i => raw.Accuracy[i])] }, new()), new(), "0.0.0"));
        Assert.Contains("No calibrator was made", e.Message, StringComparison.Ordinal);
        Assert.Contains('%', e.Message);
    }

    private static AccuracyEstimate Estimate(double[] row, double confidence = 0.9) => Trained.Value.Estimate(Keyed(row), Conditions, confidence);

    private static Func<string, double?> Keyed(double[] row) => key => row[Array.IndexOf(SyntheticTable.Keys, key)];
}
