namespace GradAlign.Analyzer.History;

/// <summary>A model's scores over time.</summary>
/// <param name="Model">Name of the model, as its snapshot's file has it.</param>
/// <param name="Points">Oldest first.</param>
public sealed record ModelHistory(string Model, IReadOnlyList<HistoryPoint> Points);
