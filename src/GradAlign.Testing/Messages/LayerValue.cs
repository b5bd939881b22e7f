namespace GradAlign.Testing.Messages;

/// <summary>A layer in a message.</summary>
/// <param name="Layer">Name of its weight.</param>
/// <param name="Value">Its score, mean over the seeds.</param>
public sealed record LayerValue(string Layer, double Value);
