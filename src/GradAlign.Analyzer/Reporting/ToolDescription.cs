namespace GradAlign.Analyzer.Reporting;

/// <summary>What wrote a report.</summary>
/// <param name="Name">Name of the tool.</param>
/// <param name="Version">Its version.</param>
public sealed record ToolDescription(string Name, string Version);
