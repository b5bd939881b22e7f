using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Explanations;

/// <summary>What lies behind a model's scores: pairs, gradient flow, dead layers, and what to try.</summary>
public sealed record ModelExplanation
{
    /// <summary>Samples and classes that work against each other; null where no seed gave gradients.</summary>
    public PairSummary? Pairs { get; init; }

    /// <summary>Gradient flow under the first seed.</summary>
    public required GradientFlow Flow { get; init; }

    /// <summary>Layers that are dead under some seed, in order of execution.</summary>
    public required IReadOnlyList<DeadLayer> DeadLayers { get; init; }

    /// <summary>What to try, the most promising first.</summary>
    public required IReadOnlyList<Advice> Advice { get; init; }
}
