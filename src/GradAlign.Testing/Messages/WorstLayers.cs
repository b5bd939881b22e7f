namespace GradAlign.Testing.Messages;

/// <summary>The layers that are worst in one score.</summary>
/// <param name="Score">Key of the score.</param>
/// <param name="Layers">The layers, the worst first.</param>
public sealed record WorstLayers(string Score, IReadOnlyList<LayerValue> Layers);
