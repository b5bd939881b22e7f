namespace GradAlign.Analyzer.Correlation;

/// <summary>The paired difference of two scores' τ_b, over the cells where both are defined.</summary>
/// <param name="Key">Key of the score.</param>
/// <param name="Against">Key of the score it is held against.</param>
/// <param name="Cells">Cells where both are defined.</param>
/// <param name="Tau">τ_b of the first less τ_b of the second; the interval is of the difference, over the same resamples.</param>
public sealed record ScoreDifference(string Key, string Against, int Cells, Estimate Tau);
