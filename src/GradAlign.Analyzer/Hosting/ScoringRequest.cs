using GradAlign.Analyzer.Discovery;

namespace GradAlign.Analyzer.Hosting;

/// <summary>What the scoring process is asked to do; travels as a JSON file.</summary>
/// <param name="AssemblyPath">Full path of the built assembly with the models.</param>
/// <param name="Options">Options of the scoring.</param>
/// <param name="Models">The models to score, in order.</param>
/// <param name="Explain">Whether the reports are to say what lies behind the scores; it costs one more training pass a seed.</param>
/// <param name="SelfTest">Whether the process is to test itself instead; the assembly's libraries are used, its code is not.</param>
public sealed record ScoringRequest(string AssemblyPath, ScoringOptions Options, IReadOnlyList<ModelCase> Models, bool Explain = false, bool SelfTest = false);
