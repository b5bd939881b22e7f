namespace GradAlign.Analyzer.History;

/// <summary>A snapshot's file as one commit left it.</summary>
/// <param name="Model">Name of the file, without its ending.</param>
/// <param name="Commit">Full hash of the commit.</param>
/// <param name="Date">When it was committed.</param>
/// <param name="Subject">First line of its message.</param>
/// <param name="Text">The file; null where the commit deleted it.</param>
public sealed record SnapshotRevision(string Model, string Commit, DateTimeOffset Date, string Subject, string? Text);
