using GradAlign.Analyzer;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Hosting;
using GradAlign.Analyzer.Reporting;
using TorchSharp;

namespace GradAlign.FieldSet.Tests;

/// <summary>The whole set, scored once in either precision by the scoring process itself, from where its projects are built.</summary>
public sealed class FieldScores : IAsyncLifetime
{
    // Threads cost such small models more than they bring. The scoring process has them from its environment, this one as set.
    private const string Threads = "OMP_NUM_THREADS";

    private static readonly string[] Projects = ["GradAlign.FieldSet", "GradAlign.FieldSet.FSharp", "GradAlign.FieldSet.VisualBasic"];

    /// <summary>One seed of few samples: what is compared is how the gradients are taken, not what they say.</summary>
    internal static ScoringOptions Options { get; } = new() { BatchSize = 16, Repeats = 1, Device = "cpu" };

    /// <summary>Every model that carries the attribute, with the project that it is in.</summary>
    internal static IReadOnlyList<(string Project, ModelCase Model)> Models { get; } = [.. Projects.SelectMany(p => ModelDiscovery.Discover(Assembly(p)).Models.Select(m => (p, m)))];

    internal IReadOnlyDictionary<string, ModelReport> Float64 { get; private set; } = new Dictionary<string, ModelReport>();

    internal IReadOnlyDictionary<string, ModelReport> Float32 { get; private set; } = new Dictionary<string, ModelReport>();

    public async Task InitializeAsync()
    {
        torch.set_num_threads(1);
        Environment.SetEnvironmentVariable(Threads, "1");
        Float64 = await Score(Options with { Precision = ScoringPrecision.Float64 });
        Float32 = await Score(Options);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static async Task<IReadOnlyDictionary<string, ModelReport>> Score(ScoringOptions options)
    {
        var reports = new Dictionary<string, ModelReport>();
        foreach (var project in Models.GroupBy(m => m.Project, m => m.Model))
        {
            var outcome = await ScoringHost.ScoreAsync(new(Assembly(project.Key), options, [.. project]), new());
            Assert.True(outcome.Failure is null, outcome.Failure?.Message);
            foreach (var report in outcome.Reports) reports.Add(report.Name, report);
        }

        return reports;
    }

    // Built with the tests, in the same configuration: …/bin/Release/net10.0/
    private static string Assembly(string project) =>
        Path.Combine(RepositoryRoot.Path, "tests", "FieldSet", project, Path.GetRelativePath(Path.Combine(RepositoryRoot.Path, "tests", "GradAlign.FieldSet.Tests"), AppContext.BaseDirectory), project + ".dll");
}
