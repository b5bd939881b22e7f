using GradAlign.Analyzer.Verdicts;
using GradAlign.Testing.Messages;

namespace GradAlign.Testing.Tests;

/// <summary>Whatever cannot be scored fails: even where the test set no condition yet.</summary>
public sealed class UnscorableModelTests
{
    private static readonly ScoreOptions InProcess = new() { InProcess = true };

    [Fact]
    public void Crash_of_the_model_is_a_failed_assertion()
    {
        var failure = Failure(() => ArchitectureAssert.That(() => Net.Crashes(), Net.Batch));

        Assert.Equal(Outcome.Inconclusive, Assert.Single(failure.Conditions).Outcome);
        Assert.Equal(Rules.UserCodeFailed.Id, Assert.Single(failure.Findings).Id);
    }

    [Fact]
    public void Model_that_gives_no_sign_is_stopped_and_fails() =>
        Assert.Contains("gave no sign for 6 s", Assert.Single(Failure(() => ArchitectureAssert.That(() => Net.Sleeps(), Net.Batch, new ScoreOptions { Timeout = TimeSpan.FromSeconds(6) })).Findings).Message, StringComparison.Ordinal);

    [Fact]
    public void Factory_that_throws_fails_in_process() =>
        Assert.Contains("no such weights", Assert.Single(Failure(() => ArchitectureAssert.That(() => Net.Throws(), Net.Batch, InProcess)).Findings).Message, StringComparison.Ordinal);

    [Fact]
    public void Undefined_score_fails_whatever_the_conditions()
    {
        var failure = Failure(() => ArchitectureAssert.That(() => Net.NotFinite(), Net.Batch, s => s.HasConflictBelow(2), InProcess));

        Assert.Equal("score", Assert.Single(failure.Conditions).Name);
        Assert.NotEmpty(failure.Findings);
    }

    [Fact]
    public void Score_that_does_not_apply_is_inconclusive()
    {
        var failure = Failure(() => ArchitectureAssert.That(() => TorchSharp.torch.nn.Linear(5, 3), Net.Batch, InProcess).HasCollapseBelow(1.1));

        Assert.Equal(Outcome.Inconclusive, failure.Conditions[^1].Outcome);
        Assert.Contains("not applicable", failure.Conditions[^1].Actual, StringComparison.Ordinal);
    }

    [Fact]
    public void Batch_that_does_not_fit_fails() =>
        Assert.Equal(Rules.ShapeMismatch.Id, Assert.Single(Failure(() => ArchitectureAssert.That(() => Net.Small(), ModelBatch.Synthetic(3, 7), InProcess)).Findings).Id);

    // A factory that draws from another generator gives another model each time: its score would flicker.
    [Fact]
    public void Factory_that_the_seed_does_not_decide_fails()
    {
        var width = 40;
        var failure = Failure(() => ArchitectureAssert.That(() => Net.Of(width++), Net.Batch));

        Assert.Contains("another model each time", Assert.Single(failure.Findings).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 3, 0)]
    [InlineData(64, 0, 0)]
    [InlineData(64, 3, -1)]
    public void Options_out_of_range_are_an_error(int batchSize, int repeats, long seed) =>
        Assert.Throws<ArgumentException>(() => ArchitectureAssert.That(() => Net.Small(), Net.Batch, new ScoreOptions { BatchSize = batchSize, Repeats = repeats, Seed = seed }));

    private static FailureMessage Failure(Func<object?> assertion) => Assert.Throws<ArchitectureAssertException>(assertion).Failure;

    private static FailureMessage Failure(Action assertion) => Assert.Throws<ArchitectureAssertException>(assertion).Failure;
}
