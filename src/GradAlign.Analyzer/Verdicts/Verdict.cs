namespace GradAlign.Analyzer.Verdicts;

/// <summary>The judgement of one model.</summary>
/// <param name="Outcome">What the numbers come to.</param>
/// <param name="Reason">Why it is inconclusive, in a sentence; null otherwise.</param>
/// <param name="Findings">What the judgement found, in the order of the rules; without the findings of the scoring.</param>
public sealed record Verdict(Outcome Outcome, string? Reason, IReadOnlyList<Finding> Findings);
