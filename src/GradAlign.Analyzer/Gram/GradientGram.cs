namespace GradAlign.Analyzer.Gram;

/// <summary>What the gradients of one seed come down to: plain numbers, no tensors.</summary>
/// <param name="Total">G over all trainable parameters, [n × n].</param>
/// <param name="Layers">One Gram matrix a layer, in order of execution.</param>
public sealed record GradientGram(GramMatrix Total, IReadOnlyList<LayerGram> Layers);
