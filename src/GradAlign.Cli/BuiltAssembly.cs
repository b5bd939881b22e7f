namespace GradAlign.Cli;

/// <summary>The assembly to score, and the package folders in which its native libraries may lie.</summary>
internal sealed record BuiltAssembly(string Path, IReadOnlyList<string> PackageFolders);
