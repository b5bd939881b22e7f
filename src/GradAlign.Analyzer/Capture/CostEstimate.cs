namespace GradAlign.Analyzer.Capture;

/// <summary>What a seed of a large model is going to take, from a pass of two of its samples.</summary>
/// <param name="Seconds">Time, where the batched engine serves; the loop takes longer.</param>
/// <param name="Bytes">Memory beside the model, within the limit.</param>
internal sealed record CostEstimate(double Seconds, long Bytes);
