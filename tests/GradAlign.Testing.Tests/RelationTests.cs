using GradAlign.Analyzer;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;
using GradAlign.Testing.Conditions;
using IntroScore;

namespace GradAlign.Testing.Tests;

public sealed class RelationTests
{
    [Theory]
    [InlineData(0.5, 0.7, 0.9)]
    [InlineData(0.7, 0.9, 1.1)]
    public void Score_that_is_not_less_under_any_seed_fails(double first, double second, double third) =>
        Assert.Equal(Outcome.Fail, RelationCondition.Less(Score([first, second, third]), Score([0.5, 0.7, 0.9]), ScoreCatalog.Conflict, allowInconclusive: true).Outcome);

    // Student's t of 95% with two degrees of freedom is 4.303: differences -.2, -.3, -.4 have the interval -.548 to -.052.
    [Fact]
    public void Interval_below_zero_passes()
    {
        var result = RelationCondition.Less(Score([0.1, 0.2, 0.3]), Score([0.3, 0.5, 0.7]), ScoreCatalog.Conflict, allowInconclusive: false);

        Assert.Equal(Outcome.Pass, result.Outcome);
        Assert.Contains("95% interval -0.5484 to -0.0516 over 3 paired seeds", result.Actual, StringComparison.Ordinal);
    }

    [Fact]
    public void Seeds_that_do_not_separate_pass_only_where_that_is_allowed()
    {
        var (model, other) = (Score([0.3, 0.4, 0.9]), Score([0.5, 0.7, 0.9]));

        Assert.Equal(Outcome.Inconclusive, RelationCondition.Less(model, other, ScoreCatalog.Conflict, allowInconclusive: false).Outcome);
        Assert.Equal(Outcome.Pass, RelationCondition.Less(model, other, ScoreCatalog.Conflict, allowInconclusive: true).Outcome);
    }

    [Fact]
    public void Single_seed_does_not_decide() =>
        Assert.Equal(Outcome.Inconclusive, RelationCondition.Less(Score([0.1]), Score([0.9]), ScoreCatalog.Conflict, allowInconclusive: true).Outcome);

    [Fact]
    public void Other_options_are_not_comparable()
    {
        var other = Score([0.9, 0.9, 0.9]);

        Assert.Equal(Outcome.Inconclusive, RelationCondition.Less(Score([0.1, 0.1, 0.1]), other with { Options = other.Options with { BatchSize = 32 } }, ScoreCatalog.Conflict, allowInconclusive: true).Outcome);
    }

    [Fact]
    public void Model_is_compared_with_another_one()
    {
        var (shallow, plain) = (ArchitectureAssert.That(typeof(ScoredModels), "MlpShallow"), ArchitectureAssert.That(typeof(ScoredModels), "MlpDeepPlain"));

        shallow.HasLessConflictThan(ScoredModels.MlpDeepPlain).HasLessCollapseThan(plain.Score);
        Assert.Throws<ArchitectureAssertException>(() => plain.HasLessConflictThan(shallow.Score));
    }

    private static ArchitectureScore Score(double[] conflict)
    {
        ScoreValue[] values = [.. conflict.Select(ScoreValue.Of)];
        var options = new ScoringOptions { Repeats = conflict.Length };
        var report = new ModelReport
        {
            Name = "Net",
            FullName = "Demo.Net",
            InputShape = [5],
            Classes = 3,
            BatchNorm = BatchNormMode.PerSample,
            Seeds = [.. Enumerable.Range(0, conflict.Length).Select(i => (long)i)],
            Scores = [ScoreSummary.Of(ScoreCatalog.Conflict.Key, values), ScoreSummary.Of(ScoreCatalog.Collapse.Key, values)],
        };
        return new(report, options, null);
    }
}
