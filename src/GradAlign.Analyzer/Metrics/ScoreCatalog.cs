namespace GradAlign.Analyzer.Metrics;

/// <summary>The one table of scores; nothing else spells a key. Definitions: docs/scores.md.</summary>
public static partial class ScoreCatalog
{
    /// <summary>Share of the greatest possible mutual cancellation of the unit gradients.</summary>
    public static ScoreDefinition Conflict { get; } = new("conflict", "Gradient conflict", "[0, 1]", Better.Lower,
        "share of the greatest possible mutual cancellation; 0: independent or agreeing, 1: the unit gradients sum to zero");

    /// <summary>How far the hidden layers' per-sample gradients are from independent.</summary>
    public static ScoreDefinition Collapse { get; } = new("collapse", "Gradient collapse", "[0, 1]", Better.Lower,
        "how far the layers' per-sample gradients are from independent; 1: a layer cannot tell samples apart");

    /// <summary>Mean cosine between each per-sample gradient and the mean gradient.</summary>
    public static ScoreDefinition GradAlignI { get; } = new("gradalign_i", "GradAlign-I", "[-1+2/n, 1]", Better.Higher,
        "alignment of the per-sample gradients with their mean; 1/√n for orthogonal gradients of equal norm");

    /// <summary>Log-determinant of the hidden layers' normalised Gram matrices, per sample.</summary>
    public static ScoreDefinition GradAlignIILayerwise { get; } = new("gradalign_ii_layerwise", "GradAlign-II, layer-wise", "[log ε, 0]", Better.Higher,
        "mean over live hidden layers of the regularised log-determinant of the normalised Gram matrix, per sample");

    /// <summary>Log-determinant of the network's normalised Gram matrix, per sample.</summary>
    public static ScoreDefinition GradAlignII { get; } = new("gradalign_ii", "GradAlign-II", "[log ε, 0]", Better.Higher,
        "regularised log-determinant of the whole network's normalised Gram matrix, per sample");

    /// <summary>The output layer's term, which the layer-wise mean leaves out.</summary>
    public static ScoreDefinition GradAlignIIOutput { get; } = new("gradalign_ii_output", "GradAlign-II, output layer", "[log ε, 0]", Better.Neither,
        "the output layer's term, reported apart: behind global pooling it is collapsed in every network");

    /// <summary>Squared norm of the mean gradient over the mean squared norm.</summary>
    public static ScoreDefinition DescentEfficiency { get; } = new("descent_efficiency", "Descent efficiency", "[0, 1]", Better.Higher,
        "‖mean gradient‖² over the mean ‖gradient‖²: the progress that a step guarantees; 1/n for orthogonal gradients");

    /// <summary>Share of sample pairs with a negative inner product.</summary>
    public static ScoreDefinition NegativePairRate { get; } = new("negative_pair_rate", "Negative-pair rate", "[0, 1]", Better.Lower,
        "share of sample pairs whose gradients oppose each other; mostly reads the labels");

    /// <summary>Mean over layers of the negative-pair rate.</summary>
    public static ScoreDefinition NegativePairRateLayers { get; } = new("negative_pair_rate_layers", "Negative-pair rate, layers", "[0, 1]", Better.Lower,
        "the mean over layers of the negative-pair rate");

    /// <summary>Exponential of the entropy of the normalised Gram matrix's spectrum.</summary>
    public static ScoreDefinition EffectiveRank { get; } = new("effective_rank", "Effective rank", "[1, n]", Better.Higher,
        "exponential of the entropy of the spectrum: how many directions the gradients really use");

    /// <summary>Eigenvalues of the normalised Gram matrix above ε.</summary>
    public static ScoreDefinition NumericalRank { get; } = new("numerical_rank", "Numerical rank", "[1, n]", Better.Higher,
        "eigenvalues of the normalised Gram matrix above ε");

    /// <summary>Hidden layers that receive no gradient to speak of.</summary>
    public static ScoreDefinition DeadLayers { get; } = new("dead_layers", "Dead layers", "[0, layers]", Better.Lower,
        "hidden layers whose rms gradient is at most 1e-5 of the largest layer's");

    /// <summary>Dead layers over hidden layers.</summary>
    public static ScoreDefinition DeadLayerShare { get; } = new("dead_layer_share", "Dead-layer share", "[0, 1]", Better.Lower,
        "dead layers over hidden layers");

    /// <summary>Samples without a gradient to speak of.</summary>
    public static ScoreDefinition DeadSamples { get; } = new("dead_samples", "Dead samples", "[0, n]", Better.Lower,
        "samples whose squared gradient norm is at most 1e-12 of the largest; left out of every Gram matrix");

    /// <summary>Root mean square of a layer's per-sample gradients; layers only.</summary>
    public static ScoreDefinition RmsGradient { get; } = new("rms_gradient", "RMS gradient", "[0, ∞)", Better.Neither,
        "root mean square of the layer's per-sample gradients, in units of loss per unit of weight");

    /// <summary>The scores of a layer, in the order of reports; <c>gradalign_ii</c> is the layer's own term.</summary>
    public static IReadOnlyList<ScoreDefinition> OfLayer { get; } = [Conflict, Collapse, GradAlignII, NegativePairRate, RmsGradient];

    /// <summary>Every score of a network, in the order of reports.</summary>
    public static IReadOnlyList<ScoreDefinition> All { get; } =
    [
        Conflict, Collapse, GradAlignI, GradAlignIILayerwise, GradAlignII, GradAlignIIOutput, DescentEfficiency,
        NegativePairRate, NegativePairRateLayers, EffectiveRank, NumericalRank, DeadLayers, DeadLayerShare, DeadSamples,
    ];

    /// <summary>The definition of a key; null for a key that is none of these.</summary>
    /// <param name="key">Key of a score of a network, a baseline or a layer.</param>
    public static ScoreDefinition? Find(string key) => All.Concat(Baselines).Concat(OfLayer).FirstOrDefault(s => s.Key == key);
}
