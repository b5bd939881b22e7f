using GradAlign.Analyzer.Discovery;

namespace GradAlign.Cli;

/// <summary>Models that the command line names, in place of those that carry <c>[ScoredModel]</c>.</summary>
/// <param name="Names">Names as they were given.</param>
/// <param name="Declaration">What holds for each of them.</param>
internal sealed record FactorySettings(IReadOnlyList<string> Names, ModelDeclaration Declaration);
