namespace GradAlign.PackageTests;

public sealed class LibraryTests(LibraryLife life) : IClassFixture<LibraryLife>
{
    [Fact]
    public void Bad_model_fails_the_build_at_its_factory()
    {
        Assert.False(life.Failed.Succeeded);
        Assert.Equal(["GA1001", "GA1002"], life.Failed.ErrorIds);
        Assert.All(life.Failed.Errors, error =>
        {
            Assert.Equal(Path.Combine(life.Project.Folder, "Models.cs"), error.File);
            Assert.Equal(Sources.LineOf(Sources.Bad, "Deep()") + 1, error.LineNumber);
            Assert.Equal(5, error.ColumnNumber);
        });
    }

    // The link itself is not in a binary log; the tests of the task see it.
    [Fact]
    public void Pages_that_errors_link_to_are_in_the_package()
    {
        var pages = System.Text.Json.JsonDocument.Parse(life.Evaluated).RootElement.GetProperty("Properties").GetProperty("GradAlignRulePages").GetString()!;

        Assert.All(life.Failed.ErrorIds, id => Assert.StartsWith($"# {id}:", File.ReadLines(Path.Combine(pages, $"{id}.md")).First(), StringComparison.Ordinal));
    }

    [Fact]
    public void Failed_build_fails_again_without_scoring()
    {
        Assert.False(life.FailedAgain.Succeeded);
        Assert.Equal(["GA1001", "GA1002"], life.FailedAgain.ErrorIds);
        Assert.Equal((0, 1), (life.FailedAgain.GateRuns, life.FailedAgain.Skipped("GradAlignScore")));
    }

    [Fact]
    public void Changed_limits_are_judged_anew_and_not_scored()
    {
        Assert.True(life.Relaxed.Succeeded, life.Relaxed.Output);
        Assert.Equal(["GA1001", "GA1002"], life.Relaxed.WarningIds);
        Assert.Equal(1, life.Relaxed.GateRuns);
        Assert.Equal(life.Scored, life.ScoredWhenRelaxed);
    }

    [Fact]
    public void Mended_model_is_scored_again_and_passes()
    {
        Assert.True(life.Passed.Succeeded, life.Passed.Output);
        Assert.Equal(1, life.Passed.GateRuns);
        Assert.Empty(life.Passed.Warnings);
        Assert.NotEqual(life.Scored, life.ScoredAtLast);
    }

    [Fact]
    public void Build_without_changes_does_not_score()
    {
        Assert.True(life.NoOp.Succeeded, life.NoOp.Output);
        Assert.Equal((0, 1), (life.NoOp.GateRuns, life.NoOp.Skipped("GradAlignScore")));
    }

    [Fact]
    public void Publish_and_pack_without_changes_do_not_score()
    {
        Assert.True(life.Published.Succeeded, life.Published.Output);
        Assert.True(life.Packed.Succeeded, life.Packed.Output);
        Assert.Equal((0, 0), (life.Published.GateRuns, life.Packed.GateRuns));
    }

    [Fact]
    public void Design_time_build_does_not_run_the_gate() => Assert.Equal(0, life.DesignTime.Ran("GradAlignScore"));

    [Fact]
    public void Without_a_cache_everything_is_scored()
    {
        Assert.Equal(1, life.WithoutCache.GateRuns);
        Assert.NotEqual(life.ScoredAtLast, life.ScoredWithoutCache);
    }

    [Fact]
    public void Clean_runs_no_gate_and_removes_its_files()
    {
        Assert.True(life.Cleaned.Succeeded, life.Cleaned.Output);
        Assert.Equal(0, life.Cleaned.Ran("GradAlignScore"));
        Assert.False(life.LeftByClean);
    }

    [Fact]
    public void Report_is_left_as_an_item() =>
        Assert.NotEmpty(life.Passed.Messages($"report: {Path.Combine(life.Project.Kept, "report.json")}"));

    [Fact]
    public void Up_to_date_check_knows_what_the_gate_reads_and_writes()
    {
        Assert.Contains("gate.stamp", life.Evaluated, StringComparison.Ordinal);
        Assert.Contains("Library.dll", life.Evaluated, StringComparison.Ordinal);
    }
}
