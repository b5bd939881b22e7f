namespace GradAlign.Analyzer.Metrics;

/// <summary>How the gradients of two classes' samples agree, over all seeds.</summary>
/// <param name="First">Label of the one class, at most <paramref name="Second"/>.</param>
/// <param name="Second">Label of the other; the same for pairs within a class.</param>
/// <param name="Pairs">Sample pairs that were compared.</param>
/// <param name="MeanCosine">Mean of cos(gᵢ, gⱼ) over them, [-1, 1]; higher is better.</param>
/// <param name="Contribution">−(2/n) Σ cos(gᵢ, gⱼ) over them, mean over the seeds: over all class pairs these add up to conflict before it is clipped to [0, 1].</param>
public sealed record ClassPair(long First, long Second, int Pairs, double MeanCosine, double Contribution);
