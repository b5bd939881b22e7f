namespace GradAlign.Analyzer.Discovery;

/// <summary>A place in a source file.</summary>
/// <param name="File">Path of the file as the compiler recorded it.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
public sealed record SourceLocation(string File, int Line, int Column);
