using GradAlign.Analyzer.Comparing;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Tests.Comparing;

public sealed class SideComparerTests
{
    private static readonly double[] Base = [0.30, 0.31, 0.32];

    [Theory]
    [InlineData(new[] { 0.30, 0.31, 0.32 }, ModelStatus.Unchanged)]
    [InlineData(new[] { 0.3009, 0.3109, 0.3209 }, ModelStatus.Unchanged)] // within the numerical tolerance
    [InlineData(new[] { 0.33, 0.34, 0.35 }, ModelStatus.Unchanged)] // certainly worse, and certainly within the margin
    [InlineData(new[] { 0.60, 0.62, 0.61 }, ModelStatus.Worse)]
    [InlineData(new[] { 0.10, 0.12, 0.11 }, ModelStatus.Better)]
    [InlineData(new[] { 0.30, 0.45, 0.32 }, ModelStatus.Inconclusive)] // one seed alone
    [InlineData(new[] { 0.90, 0.10, 0.50 }, ModelStatus.Inconclusive)]
    [InlineData(new[] { 0.20, 0.34, 0.25 }, ModelStatus.Inconclusive)] // better on average, and nobody knows
    [InlineData(new[] { 0.34, 0.36, 0.36 }, ModelStatus.Inconclusive)] // worse by about the margin
    public void Conflict_of_three_seeds_decides_by_its_interval(double[] now, ModelStatus expected)
    {
        var comparison = Sides.Compare(Sides.Model("Net", Base, Base), Sides.Model("Net", now, Base));

        Assert.Equal(expected, comparison.Models.Single().Status);
        Assert.Equal(expected switch { ModelStatus.Worse => Outcome.Fail, ModelStatus.Inconclusive => Outcome.Inconclusive, _ => Outcome.Pass }, comparison.Outcome);
    }

    [Fact]
    public void Margin_of_0_makes_a_small_certain_change_worse() =>
        Assert.Equal(ModelStatus.Worse, Sides.Compare(Sides.Model("Net", Base), Sides.Model("Net", [0.33, 0.34, 0.35]), new() { Margin = 0 }).Models.Single().Status);

    [Fact]
    public void One_seed_decides_nothing_but_that_nothing_moved()
    {
        Assert.Equal(ModelStatus.Unchanged, Sides.Compare(Sides.Model("Net", [0.3]), Sides.Model("Net", [0.3])).Models.Single().Status);
        Assert.Equal(ModelStatus.Inconclusive, Sides.Compare(Sides.Model("Net", [0.3]), Sides.Model("Net", [0.9])).Models.Single().Status);
        Assert.Equal(ModelStatus.Inconclusive, Sides.Compare(Sides.Model("Net", [0.3]), Sides.Model("Net", [0.1])).Models.Single().Status);
    }

    [Fact]
    public void Worse_collapse_is_worse_whatever_conflict_gained()
    {
        var change = Sides.Compare(Sides.Model("Net", [0.9, 0.9, 0.9], [0.1, 0.1, 0.1]), Sides.Model("Net", [0.1, 0.1, 0.1], [0.9, 0.9, 0.9])).Models.Single();

        Assert.Equal((ModelStatus.Worse, Rules.WorseThanBase.Id), (change.Status, change.Finding!.Id));
        Assert.StartsWith("collapse 0.100 → 0.900 (+0.800", change.Reason, StringComparison.Ordinal);
        Assert.Contains("conflict 0.900 → 0.100", change.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dead_layer_more_is_worse_without_a_margin() =>
        Assert.Equal(ModelStatus.Worse, Sides.Compare(Sides.Model("Net", Base), Sides.Model("Net", Base, dead: [1, 1, 1])).Models.Single().Status);

    public static TheoryData<ComparedModel, string> Different => new()
    {
        { Sides.Model("Net", Base, options: new() { BatchSize = 32 }), "batch size 64, now 32" },
        { Sides.Model("Net", Base, options: new() { Seed = 5 }), "seeds [0, 1, 2], now [5, 6, 7]" },
        { Sides.Model("Net", Base, options: new() { BatchNorm = BatchNormMode.Frozen }), "batch norm PerSample, now Frozen" },
        { With(m => m.Snapshot! with { Conditions = m.Snapshot.Conditions with { Data = new("idx", "train", 100, null, "abc") } }), "data synthetic" },
        { With(m => m.Snapshot! with { Conditions = m.Snapshot.Conditions with { InputShape = [3, 32, 32] } }), "input shape [1, 28, 28], now [3, 32, 32]" },
        { Sides.Model("Net", Base) with { Loss = "Huber" }, "loss cross-entropy, now Huber" },
        { Sides.Model("Net", Base) with { Problem = "it was not measured (GA0004: no luck)" }, "at the head it was not measured (GA0004: no luck)" },
        { Sides.Model("Net", [double.NaN, double.NaN, double.NaN]), "undefined" },
    };

    [Theory]
    [MemberData(nameof(Different))]
    public void What_cannot_be_compared_is_inconclusive_and_says_why(ComparedModel now, string expected)
    {
        var comparison = Sides.Compare(Sides.Model("Net", Base) with { Loss = "cross-entropy" }, now);

        Assert.Equal((ModelStatus.Inconclusive, Outcome.Inconclusive), (comparison.Models.Single().Status, comparison.Outcome));
        Assert.Contains(expected, Assert.Single(comparison.AllFindings, f => f.Id == Rules.NotCompared.Id).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_score_with_a_value_on_one_side_only_is_inconclusive()
    {
        var now = Sides.Model("Net", Base);
        var without = now with { Snapshot = now.Snapshot! with { Scores = [.. now.Snapshot.Scores.Select(s => s.Key == "collapse" ? s with { State = ScoreState.NotApplicable, Values = [] } : s)] } };

        Assert.Equal(ModelStatus.Inconclusive, Sides.Compare(now, without).Models.Single().Status);
    }

    [Fact]
    public void Relaxed_inconclusive_is_a_warning_and_passes_but_not_where_a_side_cannot_be_relied_on()
    {
        var relaxed = new ComparisonOptions { Inconclusive = Severity.Warning };
        var (before, now) = (Sides.Model("Net", [0.3]), Sides.Model("Net", [0.9]));

        Assert.Equal(Outcome.Pass, Sides.Compare(before, now, relaxed).Outcome);
        Assert.Equal(Outcome.Inconclusive, SideComparer.Compare(Sides.Of("main", before), new("branch", [now], ["it is cut off."]), relaxed).Outcome);
        Assert.Equal(Outcome.Inconclusive, SideComparer.Compare(Sides.Of("main", before), new("branch", [], ["it is empty."]), relaxed).Outcome);
        Assert.Equal(Outcome.Inconclusive, SideComparer.Compare(Sides.Of("main", before), Sides.Of("branch", Sides.Model("Other", [0.3])), relaxed).Outcome);
    }

    [Fact]
    public void Models_of_one_side_are_gone_or_new_and_worse_ones_come_first()
    {
        ComparedModel[] before = [Sides.Model("A", Base), Sides.Model("B", Base), Sides.Model("C", Base)];
        ComparedModel[] now = [Sides.Model("B", Base), Sides.Model("C", [0.9, 0.9, 0.9]), Sides.Model("D", Base)];
        var comparison = SideComparer.Compare(Sides.Of("main", before), Sides.Of("branch", now), new());
        var strict = SideComparer.Compare(Sides.Of("main", before), Sides.Of("branch", now[..1]), new() { Gone = Severity.Error });

        Assert.Equal(["C worse", "A gone", "D new", "B unchanged"], comparison.Models.Select(m => $"{m.Name} {ComparisonTable.Name(m.Status)}"));
        Assert.Equal([Severity.Error, Severity.Warning, Severity.Info], comparison.AllFindings.Select(f => f.Severity));
        Assert.Equal(Outcome.Fail, strict.Outcome);
    }

    [Fact]
    public void Other_versions_devices_and_engines_are_compared_and_named()
    {
        var before = Sides.Model("Net", Base) with { Engine = "batched" };
        var now = Sides.Model("Net", [0.8, 0.8, 0.8]) with { Engine = "mixed" };
        now = now with { Snapshot = now.Snapshot! with { Device = "cuda:0", Size = new ModelSize(9, 9, 3) } };
        var change = Sides.Compare(before, now).Models.Single();

        Assert.Equal(ModelStatus.Worse, change.Status);
        foreach (var note in new[] { "device cpu, now cuda:0", "engine batched, now mixed", "now 9 parameters" }) Assert.Contains(note, change.Finding!.Message, StringComparison.Ordinal);
    }

    private static ComparedModel With(Func<ComparedModel, Analyzer.Snapshots.ScoreSnapshot> change)
    {
        var model = Sides.Model("Net", Base);
        return model with { Snapshot = change(model) };
    }
}
