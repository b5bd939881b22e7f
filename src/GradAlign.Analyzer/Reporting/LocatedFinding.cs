using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Reporting;

/// <summary>A finding outside any model's report.</summary>
/// <param name="Finding">What was found.</param>
/// <param name="Model">Full name of the model that it concerns; null where it concerns the project.</param>
/// <param name="Source">Where; null where no place is known.</param>
public sealed record LocatedFinding(Finding Finding, string? Model = null, SourceLocation? Source = null);
