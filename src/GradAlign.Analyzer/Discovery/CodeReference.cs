namespace GradAlign.Analyzer.Discovery;

/// <summary>A method that has no name of its own, such as a lambda: found again in another process by its token.</summary>
/// <param name="AssemblyPath">Full path of its assembly.</param>
/// <param name="Token">Its metadata token in that build of the assembly.</param>
public sealed record CodeReference(string AssemblyPath, int Token);
