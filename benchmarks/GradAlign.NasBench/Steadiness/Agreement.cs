using GradAlign.Analyzer.Correlation;

namespace GradAlign.NasBench.Steadiness;

/// <summary>What a condition does to a score.</summary>
/// <param name="Score">Key of the score.</param>
/// <param name="Condition">Name of the condition.</param>
/// <param name="Cells">Cells where the score is defined under the reference and under the condition; all numbers are over these.</param>
/// <param name="Ranks">Kendall's τ_b of the score under the condition with the score under the reference, in [−1, 1]; 1: the same ranks.</param>
/// <param name="Tau">Kendall's τ_b with accuracy under the condition, positive where the better direction is that of accuracy; null without accuracies.</param>
/// <param name="Difference">That less the reference's, over the same cells and resamples; null without accuracies.</param>
internal sealed record Agreement(string Score, string Condition, int Cells, Estimate Ranks, Estimate? Tau, Estimate? Difference);
