using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Snapshots;

namespace GradAlign.Analyzer.Tests.Snapshots;

/// <summary>Snapshots by hand.</summary>
internal static class Snapshot
{
    public static ScoreSnapshot Of(double[] conflict, double[]? collapse = null, ScoringOptions? options = null, params (ScoreDefinition Score, double[] Values)[] others)
    {
        options ??= new() { Repeats = conflict.Length };
        return ScoreSnapshot.Of(Report(options, [(ScoreCatalog.Conflict, conflict), (ScoreCatalog.Collapse, collapse ?? conflict), .. others]), options);
    }

    public static ModelReport Report(ScoringOptions options, params (ScoreDefinition Score, double[] Values)[] scores) => new()
    {
        Name = "Net",
        FullName = "Demo.Net",
        InputShape = [1, 28, 28],
        Classes = 10,
        Data = new("synthetic", "standard normal inputs, labels i mod 10"),
        Device = "cpu",
        TorchSharp = "0.107.0",
        BatchNorm = options.BatchNorm,
        Seeds = [.. Enumerable.Range(0, options.Repeats).Select(r => options.Seed + r)],
        Size = new(1000, 2000, 3),
        Scores = [.. scores.Select(s => ScoreSummary.Of(s.Score.Key, [.. s.Values.Select(ScoreValue.Of)]))],
    };
}
