using GradAlign.Analyzer.Comparing;

namespace GradAlign.Cli.Compare;

/// <summary>A side that was read or scored.</summary>
/// <param name="Side">Its models.</param>
/// <param name="Code">The exit code of its scoring; 0 where it was read.</param>
internal sealed record ReadSide(ComparedSide Side, int Code);
