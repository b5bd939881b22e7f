using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Discovery;

/// <summary>Something wrong with an assembly or with the use of <c>[ScoredModel]</c> in it.</summary>
/// <param name="Finding">What is wrong.</param>
/// <param name="Member">Full name of the method; null where the assembly itself is meant.</param>
/// <param name="Source">Where the method stands; null without a PDB.</param>
public sealed record DiscoveryProblem(Finding Finding, string? Member = null, SourceLocation? Source = null);
