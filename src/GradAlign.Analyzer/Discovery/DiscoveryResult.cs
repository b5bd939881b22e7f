using GradAlign.Analyzer.Reporting;

namespace GradAlign.Analyzer.Discovery;

/// <summary>What an assembly holds to score.</summary>
/// <param name="Models">The models, in order of source file and line.</param>
/// <param name="Problems">What is wrong; a misused attribute is a problem and no model.</param>
public sealed record DiscoveryResult(IReadOnlyList<ModelCase> Models, IReadOnlyList<LocatedFinding> Problems);
