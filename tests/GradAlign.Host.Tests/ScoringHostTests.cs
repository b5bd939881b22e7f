using GradAlign.Analyzer;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Hosting;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Host.Tests;

public sealed class ScoringHostTests(FixtureProjects projects) : IClassFixture<FixtureProjects>
{
    [Fact]
    public void Discovery_finds_the_models_with_their_lines_and_the_misuses()
    {
        var found = ModelDiscovery.Discover(projects.Library);
        Assert.Equal(["First", "Throws", "Null", "Prints", "Exits", "FailsFast", "NeverReturns", "WrongShape", "WrongClasses", "Slow", "Last"], found.Models.Select(m => m.Name));
        var lines = Sources.Hostile.Split('\n');
        Assert.All(found.Models.Where(m => m.Name is "First" or "Last"), m =>
        {
            Assert.EndsWith("Models.cs", m.Source!.File, StringComparison.Ordinal);
            Assert.Contains($" {m.Name}()", lines[m.Source.Line - 1], StringComparison.Ordinal);
        });
        Assert.Equal(0.5, found.Models.Single(m => m.Name == "Last").MaxConflict);
        Assert.Equal([5L], found.Models[0].InputShape);
        Assert.All(found.Problems, p => Assert.Equal(Rules.InvalidConfiguration.Id, p.Finding.Id));
        Assert.Equal(["Hostile.NoModule", "Hostile.WithParameter"], found.Problems.Select(p => p.Model).Distinct().Order());
    }

    [Fact]
    public void Discovery_of_a_file_that_is_no_assembly_is_a_problem() =>
        Assert.Equal(Rules.AssemblyNotInspected.Id, Assert.Single(ModelDiscovery.Discover(Path.Combine(RepositoryRoot.Path, "LICENSE")).Problems).Finding.Id);

    [Fact]
    public void Discovery_of_an_assembly_without_models_is_a_problem() =>
        Assert.Equal(Rules.NoModels.Id, Assert.Single(ModelDiscovery.Discover(typeof(ModelDiscovery).Assembly.Location).Problems).Finding.Id);

    [Fact]
    public async Task Every_model_of_a_hostile_library_has_its_report_and_the_sound_ones_their_scores()
    {
        var outcome = await Score(projects.Library, new() { Timeout = TimeSpan.FromSeconds(20) });
        Assert.Null(outcome.Failure);
        var ids = outcome.Reports.ToDictionary(r => r.Name, r => r.Findings.FirstOrDefault(f => f.Severity == Severity.Error)?.Id);
        Assert.Equal(new Dictionary<string, string?>
        {
            ["First"] = null,
            ["Throws"] = Rules.UserCodeFailed.Id,
            ["Null"] = Rules.UserCodeFailed.Id,
            ["Prints"] = null,
            ["Exits"] = Rules.UserCodeFailed.Id,
            ["FailsFast"] = Rules.UserCodeFailed.Id,
            ["NeverReturns"] = Rules.ScoringKilled.Id,
            ["WrongShape"] = Rules.ShapeMismatch.Id,
            ["WrongClasses"] = Rules.ShapeMismatch.Id,
            ["Slow"] = null,
            ["Last"] = null,
        }, ids);
        Assert.All(outcome.Reports.Where(r => ids[r.Name] is null), r => Assert.Equal(ScoreState.Defined, r[ScoreCatalog.Conflict]!.State));
        Assert.Contains("no such weights", outcome.Reports.Single(r => r.Name == "Throws").Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_of_an_executable_are_scored_and_its_program_does_not_run()
    {
        var outcome = await Score(projects.Executable, new());
        Assert.Null(outcome.Failure);
        Assert.Equal(ScoreState.Defined, Assert.Single(outcome.Reports)[ScoreCatalog.Conflict]!.State);
    }

    [Fact]
    public async Task The_same_seeds_in_two_processes_give_the_same_bytes()
    {
        var first = (await Score(projects.Executable, new())).Reports[0];
        var second = (await Score(projects.Executable, new())).Reports[0];
        Assert.Equal(
            System.Text.Json.JsonSerializer.Serialize(new { first.Scores, first.Layers }),
            System.Text.Json.JsonSerializer.Serialize(new { second.Scores, second.Layers }));
    }

    [Fact]
    public async Task A_missing_libtorch_is_named_with_the_package_to_add()
    {
        var outcome = await Score(projects.WithoutLibtorch, new());
        Assert.Equal(Rules.NativeLibraryMissing.Id, outcome.Failure!.Id);
        Assert.Contains("libtorch-cpu-", outcome.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(outcome.Reports);
    }

    [Fact]
    public async Task A_slow_model_that_works_on_outlives_the_time_limit()
    {
        var slow = ModelDiscovery.Discover(projects.Library).Models.Where(m => m.Name == "Slow").ToArray();
        var told = new List<SeedProgressed>();
        var options = new ScoringOptions { Repeats = 1, BatchSize = 24 };
        var limit = TimeSpan.FromSeconds(15);
        var outcome = await ScoringHost.ScoreAsync(new(projects.Library, options, slow), new() { Timeout = limit }, new Progress(told));
        var report = Assert.Single(outcome.Reports);
        Assert.Equal(ScoreState.Defined, report[ScoreCatalog.Conflict]!.State);
        Assert.True(report.Seconds > limit.TotalSeconds, $"{report.Seconds:f0} s: too fast to show anything");
        Assert.True(told.Count > 20, $"{told.Count} signs");
        Assert.Equal(told.OrderBy(t => t.Share), told);
    }

    [Fact]
    public async Task Cancellation_ends_the_scoring_at_once()
    {
        var models = ModelDiscovery.Discover(projects.Library).Models.Where(m => m.Name == "NeverReturns").ToArray();
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(4));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            ScoringHost.ScoreAsync(new(projects.Library, new(), models), new(), null, cancellation.Token));
    }

    private sealed class Progress(List<SeedProgressed> told) : IProgress<ScoringEvent>
    {
        public void Report(ScoringEvent value)
        {
            if (value is SeedProgressed step) told.Add(step);
        }
    }

    private static Task<ScoringOutcome> Score(string assembly, HostSettings settings) =>
        ScoringHost.ScoreAsync(new(assembly, new() { Repeats = 1, BatchSize = 16 }, ModelDiscovery.Discover(assembly).Models), settings);
}
