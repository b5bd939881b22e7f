using GradAlign.Analyzer;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Testing;

/// <summary>The numbers of a model, for assertions of any kind.</summary>
/// <param name="Report">Everything measured.</param>
/// <param name="Options">What it was measured with.</param>
/// <param name="WhyInProcess">Why it was scored in the test's process; null: in a process of its own.</param>
public sealed record ArchitectureScore(ModelReport Report, ScoringOptions Options, string? WhyInProcess)
{
    /// <summary>Gradient conflict, mean over the seeds, [0, 1]; lower is better. NaN where it is not defined.</summary>
    public double Conflict => Mean(ScoreCatalog.Conflict);

    /// <summary>Gradient collapse, mean over the seeds, [0, 1]; lower is better. NaN where it is not defined.</summary>
    public double Collapse => Mean(ScoreCatalog.Collapse);

    /// <summary>The layers, in order of execution.</summary>
    public IReadOnlyList<LayerScore> Layers => [.. Report.Layers.Select(l => new LayerScore(l))];

    /// <summary>Any score of the catalog, mean over the seeds. NaN where it is not defined.</summary>
    /// <param name="score">Which score.</param>
    public double Mean(ScoreDefinition score) => Report[score]?.Mean ?? double.NaN;

    /// <summary>Whether the model was scored and both headline scores are defined, or do not apply.</summary>
    internal bool IsDefined =>
        Report.Findings.All(f => f.Severity != Severity.Error)
        && Report[ScoreCatalog.Conflict]?.State == ScoreState.Defined
        && Report[ScoreCatalog.Collapse]?.State is ScoreState.Defined or ScoreState.NotApplicable;
}
