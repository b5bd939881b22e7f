namespace GradAlign.Analyzer.Correlation;

/// <summary>A score's correlation with accuracy over some cells; positive where the score's better direction is that of accuracy.</summary>
/// <param name="Subset"><c>all</c>, <c>best-half</c> or <c>best-tenth</c>, by accuracy.</param>
/// <param name="Cells">Cells where the score is defined.</param>
/// <param name="Undefined">Cells where it is not; they are left out.</param>
/// <param name="Tau">Kendall's τ_b, in [−1, 1].</param>
/// <param name="Spearman">Spearman's ρ, in [−1, 1].</param>
public sealed record SubsetCorrelation(string Subset, int Cells, int Undefined, Estimate Tau, Estimate Spearman);
