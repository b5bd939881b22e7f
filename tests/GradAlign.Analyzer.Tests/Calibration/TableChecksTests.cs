using System.Diagnostics;
using GradAlign.Analyzer.Calibration;

namespace GradAlign.Analyzer.Tests.Calibration;

public sealed class TableChecksTests
{
    [Fact]
    public void Three_rows_are_refused_with_what_is_needed() =>
        Assert.Contains("needs 9 at least", Refused(SyntheticTable.Raw(3)), StringComparison.Ordinal);

    [Fact]
    public void Rows_with_an_undefined_score_are_left_out_and_counted()
    {
        var table = TableChecks.Check(With(SyntheticTable.Raw(40), "conflict", (i, v) => i < 4 ? double.NaN : v), new());
        Assert.Equal(36, table.Accuracy.Length);
        Assert.Contains(table.Notes, n => n.StartsWith("4 rows with an undefined score", StringComparison.Ordinal));
    }

    [Fact]
    public void Column_undefined_in_more_than_a_fifth_is_left_out_and_named()
    {
        var table = TableChecks.Check(With(SyntheticTable.Raw(40), "conflict", (i, v) => i < 10 ? null : v), new());
        Assert.Equal(["effective_rank", "params"], table.Features);
        Assert.Contains(table.Notes, n => n.Contains("conflict", StringComparison.Ordinal));
    }

    [Fact]
    public void Constant_column_is_left_out_and_a_table_of_them_refused()
    {
        var one = With(SyntheticTable.Raw(40), "conflict", (_, _) => 0.5);
        Assert.Equal(["effective_rank", "params"], TableChecks.Check(one, new()).Features);
        var all = With(With(one, "effective_rank", (_, _) => 2), "params", (_, _) => 100);
        Assert.Contains("No column of scores differs", Refused(all), StringComparison.Ordinal);
    }

    [Fact]
    public void Model_that_stands_there_twice_is_refused()
    {
        var raw = SyntheticTable.Raw(20);
        Assert.Contains("'m0' is in the table more than once", Refused(raw with { Identities = [.. raw.Identities.Take(19), "m0"] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_with_the_same_scores_are_never_split()
    {
        var raw = SyntheticTable.Raw(40);
        foreach (var key in SyntheticTable.Keys) raw = With(raw, key, (i, v) => i % 2 == 1 ? raw.Columns.First(c => c.Key == key).Values[i - 1] : v);
        var table = TableChecks.Check(raw, new());
        var folds = Folds.Of(table.Groups, 0);
        Assert.All(Enumerable.Range(0, 20), i => Assert.Equal(folds[2 * i], folds[(2 * i) + 1]));
        Assert.True(folds.Distinct().Count() > 5);
    }

    [Fact]
    public void Groups_are_never_split_and_fewer_than_three_are_refused()
    {
        var raw = SyntheticTable.Raw(40);
        var folds = Folds.Of(TableChecks.Check(raw with { Groups = [.. Enumerable.Range(0, 40).Select(i => $"g{i / 8}")] }, new()).Groups, 0);
        Assert.All(Enumerable.Range(0, 5), g => Assert.Single(folds.Skip(8 * g).Take(8).Distinct()));
        Assert.Throws<CalibrationException>(() => Folds.Of(TableChecks.Check(raw with { Groups = [.. Enumerable.Repeat("g", 40)] }, new()).Groups, 0));
    }

    [Theory]
    [InlineData(1, nameof(AccuracyUnit.Fraction))]
    [InlineData(100, nameof(AccuracyUnit.Percent))]
    public void Unit_is_told_by_the_numbers(double factor, string unit)
    {
        var raw = SyntheticTable.Raw(20);
        var table = TableChecks.Check(raw with { Accuracy = [.. raw.Accuracy.Select(a => a * factor)] }, new());
        Assert.Equal(unit, table.Unit.ToString());
        Assert.InRange(table.Accuracy.Max(), 0.3, 1);
    }

    [Fact]
    public void Percent_among_fractions_is_refused()
    {
        var raw = SyntheticTable.Raw(20);
        Assert.Contains("mixed", Refused(raw with { Accuracy = [.. raw.Accuracy.Select((a, i) => i < 10 ? a : a * 100)] }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-0.5, "neither percent nor a fraction")]
    [InlineData(120.0, "neither percent nor a fraction")]
    public void What_is_no_accuracy_is_refused(double value, string why)
    {
        var raw = SyntheticTable.Raw(20);
        Assert.Contains(why, Refused(raw with { Accuracy = [value, .. raw.Accuracy.Skip(1)] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_accuracies_are_refused()
    {
        var raw = SyntheticTable.Raw(20);
        Assert.Contains("nothing to tell apart", Refused(raw with { Accuracy = [.. raw.Accuracy.Select(_ => (double?)0.5)] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Feature_that_is_missing_is_named_with_those_there_are()
    {
        var e = Assert.Throws<CalibrationException>(() => TableChecks.Check(SyntheticTable.Raw(20), new() { Features = ["naswot"] }));
        Assert.Contains("naswot", e.Message, StringComparison.Ordinal);
        Assert.Contains("effective_rank", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_that_are_no_scores_are_not_learnt_from_unless_they_are_named()
    {
        var raw = SyntheticTable.Raw(20);
        raw = raw with { Columns = [.. raw.Columns, ("wd", raw.Columns[0].Values)] };
        Assert.DoesNotContain("wd", TableChecks.Check(raw, new()).Features);
        Assert.Equal(["wd"], TableChecks.Check(raw, new() { Features = ["wd"] }).Features);
    }

    [Fact]
    public void Hundred_thousand_rows_are_calibrated_in_reasonable_time()
    {
        var watch = Stopwatch.StartNew();
        var calibrator = SyntheticTable.Calibrator(100_000);
        Assert.InRange(watch.Elapsed.TotalMinutes, 0, 5);
        Assert.InRange(calibrator.Manifest.Coverage, 0.88, 0.92);
        Assert.InRange(calibrator.Manifest.Scatter.Count, 1000, 2000);
    }

    private static string Refused(RawTable raw) => Assert.Throws<CalibrationException>(() => TableChecks.Check(raw, new())).Message;

    private static RawTable With(RawTable raw, string key, Func<int, double?, double?> change) =>
        raw with { Columns = [.. raw.Columns.Select(c => c.Key == key ? (c.Key, (IReadOnlyList<double?>)[.. c.Values.Select((v, i) => change(i, v))]) : c)] };
}
