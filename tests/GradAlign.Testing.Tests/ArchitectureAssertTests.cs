using GradAlign.Analyzer.Verdicts;
using GradAlign.Testing.Messages;
using IntroScore;

namespace GradAlign.Testing.Tests;

public sealed class ArchitectureAssertTests
{
    [Fact]
    public void Chain_whose_conditions_hold_passes() =>
        ArchitectureAssert.That(() => Net.Small(), Net.Batch).HasConflictBelow(0.9).HasCollapseBelow(0.999).HasNoDeadLayers().EveryLayer(l => l.Conflict <= 1);

    [Fact]
    public void Conditions_of_a_lambda_fail_together()
    {
        var failure = Failure(() => ArchitectureAssert.That(() => Net.Small(), Net.Batch, s => s
            .HasConflictBelow(-1)
            .HasCollapseBelow(1.1)
            .HasGradAlignIAbove(2)
            .HasGradAlignIIAbove(1)
            .HasLayerwiseGradAlignIIAbove(1)
            .HasNegativePairRateBelow(-1)
            .HasDeadLayersBelow(0)
            .HasEffectiveRankAbove(65)
            .EveryLayer(l => l.Collapse < -1)));

        Assert.Equal("Net.Small()", failure.Model);
        Assert.Equal(["conflict", "collapse", "gradalign_i", "gradalign_ii", "gradalign_ii_layerwise", "negative_pair_rate", "dead_layers", "effective_rank", "every layer"], failure.Conditions.Select(c => c.Name));
        Assert.Equal(["collapse"], failure.Conditions.Where(c => c.Outcome == Outcome.Pass).Select(c => c.Name));
    }

    [Fact]
    public void Chain_throws_at_the_first_condition_that_does_not_hold()
    {
        var failure = Failure(() => ArchitectureAssert.That(() => Net.Small(), Net.Batch).HasConflictBelow(2).HasCollapseBelow(-1).HasGradAlignIAbove(2));

        Assert.Equal(["conflict", "collapse"], failure.Conditions.Select(c => c.Name));
    }

    [Fact]
    public void Conditions_that_are_forgotten_are_an_error() =>
        Assert.Throws<ArgumentException>(() => ArchitectureAssert.That(() => Net.Small(), Net.Batch, _ => { }));

    [Fact]
    public void Limit_that_is_no_number_is_an_error() =>
        Assert.Throws<ArgumentException>(() => ArchitectureAssert.That(() => Net.Small(), Net.Batch).HasConflictBelow(double.NaN));

    [Fact]
    public async Task Numbers_are_there_for_plain_assertions()
    {
        var score = await ArchitectureAssert.ScoreAsync(() => Net.Small(), Net.Batch);

        Assert.InRange(score.Conflict, 0, 0.9);
        Assert.InRange(score.Collapse, 0.1, 0.999);
        Assert.Equal(["a.weight", "c.weight", "e.weight"], score.Layers.Select(l => l.Name));
        Assert.True(score.Layers[^1].IsOutput);
        ArchitectureAssert.That(score).HasConflictBelow(0.9);
        Assert.Throws<ArchitectureAssertException>(() => ArchitectureAssert.That(score).HasConflictBelow(0));
    }

    [Fact]
    public async Task Attributed_model_is_scored_by_its_id()
    {
        await ArchitectureAssert.ThatAsync(typeof(ScoredModels), "MlpShallow", s => s.HasConflictBelow(0.6).HasCollapseBelow(0.6));
        var failure = (await Assert.ThrowsAsync<ArchitectureAssertException>(() =>
            ArchitectureAssert.ThatAsync(typeof(ScoredModels), "MlpDeepPlain", s => s.HasConflictBelow(0.6).HasCollapseBelow(0.6)))).Failure;
        Assert.Equal(2, failure.Failed.Count());
    }

    [Fact]
    public void Unknown_model_is_an_error_that_names_those_there_are() =>
        Assert.Contains("MlpShallow", Assert.Throws<ScoringException>(() => ArchitectureAssert.That(typeof(ScoredModels), "None")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Expected_accuracy_is_held_as_the_estimate_says()
    {
        var assertion = ArchitectureAssert.That(await ArchitectureAssert.ScoreAsync(() => Net.Small(), Net.Batch));
        var estimate = new ExpectedAccuracy(0.92, 0.88, 0.95, "a test", IsInDomain: true);

        assertion.HasExpectedAccuracyAbove(0.90, _ => estimate);
        Assert.Equal(Outcome.Fail, Last(() => assertion.HasExpectedAccuracyAbove(0.90, _ => estimate, interval: true)).Outcome);
        Assert.Equal(Outcome.Inconclusive, Last(() => assertion.HasExpectedAccuracyAbove(0.90, _ => estimate with { IsInDomain = false })).Outcome);
        Assert.Equal(Outcome.Inconclusive, Last(() => assertion.HasExpectedAccuracyAbove(0.90, _ => null)).Outcome);
        Assert.Equal(Outcome.Fail, Last(() => assertion.HasExpectedAccuracyAbove(0.90, _ => estimate with { Value = double.NaN })).Outcome);
    }

    [Fact]
    public void Expected_accuracy_by_a_calibration_is_held_at_the_point_and_by_the_interval()
    {
        var options = new ScoreOptions { Calibration = Net.Calibration };
        var assertion = ArchitectureAssert.That(() => Net.Small(), Net.Batch, options).HasExpectedAccuracyAbove(0.3);
        assertion.HasExpectedAccuracyAbove(0.3, confidence: 0.9);
        Assert.Equal(Outcome.Fail, Last(() => assertion.HasExpectedAccuracyAbove(0.999)).Outcome);
        var point = Last(() => assertion.HasExpectedAccuracyAbove(0.999, confidence: 0.95));
        Assert.Contains("95% interval", point.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Expected_accuracy_outside_the_domain_is_inconclusive_and_says_why()
    {
        // The shipped calibration takes scores that were not measured: they are, and the model is still unlike its own.
        var result = Last(() => ArchitectureAssert.That(() => Net.Small(), Net.Batch).HasExpectedAccuracyAbove(0.1));
        Assert.Equal(Outcome.Inconclusive, result.Outcome);
        Assert.Contains(Rules.OutsideCalibration.Id, result.Actual, StringComparison.Ordinal);
        Assert.Contains("takes inputs of", result.Actual, StringComparison.Ordinal);
        Assert.DoesNotContain("not measured", result.Actual, StringComparison.Ordinal);
    }

    private static FailureMessage Failure(Action assertion) => Assert.Throws<ArchitectureAssertException>(assertion).Failure;

    private static ConditionResult Last(Action assertion) => Failure(assertion).Conditions[^1];
}
