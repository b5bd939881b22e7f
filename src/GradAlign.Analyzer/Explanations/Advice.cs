namespace GradAlign.Analyzer.Explanations;

/// <summary>Something to try.</summary>
/// <param name="Action">What to change.</param>
/// <param name="Reason">The measured numbers that speak for it.</param>
public sealed record Advice(string Action, string Reason);
