namespace GradAlign.Analyzer.Reporting.Html;

/// <summary>A model's headline scores at one time of its history, means over the seeds.</summary>
/// <param name="Date">When.</param>
/// <param name="Revision">Which revision, such as an abbreviated commit.</param>
/// <param name="Conflict">Conflict, [0, 1], lower is better; null where it was undefined.</param>
/// <param name="Collapse">Collapse, [0, 1], lower is better; null where it was undefined.</param>
public sealed record DatedScores(DateTimeOffset Date, string Revision, double? Conflict, double? Collapse);
