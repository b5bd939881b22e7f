namespace GradAlign.Analyzer.Snapshots;

/// <summary>What made a snapshot. Other versions are compared all the same, and named where something drifted.</summary>
/// <param name="GradAlign">Version of GradAlign.</param>
/// <param name="TorchSharp">Version of the project's TorchSharp; null where it was not loaded.</param>
public sealed record SnapshotVersions(string GradAlign, string? TorchSharp);
