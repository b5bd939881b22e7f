namespace GradAlign.Analyzer.Metrics;

/// <summary>Two samples and how their gradients agree.</summary>
/// <param name="Seed">The seed that drew them.</param>
/// <param name="First">Index within that seed's batch, from 0.</param>
/// <param name="Second">Index within that seed's batch, above <paramref name="First"/>.</param>
/// <param name="FirstLabel">Label of the first; null where the targets are no class labels.</param>
/// <param name="SecondLabel">Label of the second; null where the targets are no class labels.</param>
/// <param name="Cosine">cos(gᵢ, gⱼ), [-1, 1].</param>
public sealed record SamplePair(long Seed, int First, int Second, long? FirstLabel, long? SecondLabel, double Cosine);
