using GradAlign.Analyzer.Comparing;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Snapshots;
using GradAlign.Analyzer.Tests.Snapshots;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Tests.Comparing;

/// <summary>Sides by hand.</summary>
internal static class Sides
{
    public static ComparedModel Model(string name, double[] conflict, double[]? collapse = null, ScoringOptions? options = null, double[]? dead = null) =>
        new(name, name, Snapshot.Of(conflict, collapse, options, (ScoreCatalog.DeadLayers, dead ?? new double[conflict.Length])));

    public static ComparedSide Of(string name, params ComparedModel[] models) => new(name, models, []);

    public static Comparison Compare(ComparedModel before, ComparedModel now, ComparisonOptions? options = null) =>
        SideComparer.Compare(Of("main", before), Of("branch", now), options ?? new());

    /// <summary>A report's text.</summary>
    public static string Report(params JudgedModel[] models) => JsonReportWriter.Write(new()
    {
        Tool = new("gradalign", "0.1.0"),
        Environment = new("Linux", ".NET 10", 2, "x64"),
        Options = new(),
        Limits = new(),
        Models = models,
    });

    public static JudgedModel Judged(string name, double conflict, params Finding[] findings) =>
        new(Snapshot.Report(new(), (ScoreCatalog.Conflict, [conflict, conflict, conflict]), (ScoreCatalog.Collapse, [0.2, 0.2, 0.2]), (ScoreCatalog.DeadLayers, [0, 0, 0])) with { Name = name, Loss = "cross-entropy" }, new(Outcome.Pass, null, findings));
}
