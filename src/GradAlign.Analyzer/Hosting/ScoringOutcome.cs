using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Hosting;

/// <summary>What came of a request.</summary>
/// <param name="Reports">One report a model, in the order of the request; empty where no model could be scored.</param>
/// <param name="Failure">Why no model could be scored; null where they were.</param>
public sealed record ScoringOutcome(IReadOnlyList<ModelReport> Reports, Finding? Failure);
