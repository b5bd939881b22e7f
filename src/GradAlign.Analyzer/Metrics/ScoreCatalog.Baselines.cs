namespace GradAlign.Analyzer.Metrics;

// Scores of other works, and plain size, to hold this project's scores against, each measured by the file of its name in Baselines/; and the aggregate.
public static partial class ScoreCatalog
{
    /// <summary>Trainable parameters.</summary>
    public static ScoreDefinition Params { get; } = new("params", "Parameters", "[0, ∞)", Better.Higher, "trainable parameters");

    /// <summary>Multiply-accumulate operations of one sample.</summary>
    public static ScoreDefinition Macs { get; } = new("macs", "MACs", "[0, ∞)", Better.Higher,
        "multiply-accumulate operations of one sample in its layers");

    /// <summary>Weight tensors with two or more dimensions.</summary>
    public static ScoreDefinition TrainableLayers { get; } = new("trainable_layers", "Trainable layers", "[0, ∞)", Better.Higher,
        "weight tensors with two or more dimensions");

    /// <summary>Sum of the layers' gradient norms.</summary>
    public static ScoreDefinition GradNorm { get; } = new("grad_norm", "Gradient norm", "[0, ∞)", Better.Higher,
        "sum over layers of the norm of the batch gradient (Abdelfattah et al., ICLR 2021)");

    /// <summary>Single-shot network pruning saliency.</summary>
    public static ScoreDefinition Snip { get; } = new("snip", "SNIP", "[0, ∞)", Better.Higher,
        "sum over weights of |weight × batch gradient| (Lee et al., ICLR 2019)");

    /// <summary>Logarithm of the synaptic flow.</summary>
    public static ScoreDefinition SynFlow { get; } = new("synflow", "SynFlow, log", "(-∞, ∞)", Better.Higher,
        "logarithm of the sum over weights of |weight × gradient of the output| with absolute weights and an input of ones (Tanaka et al., NeurIPS 2020)");

    /// <summary>Correlation of the samples' input gradients.</summary>
    public static ScoreDefinition Jacov { get; } = new("jacov", "Jacobian covariance", "(-∞, 0)", Better.Higher,
        "−Σ(log(λ + k) + 1/(λ + k)) over the eigenvalues of the correlations of the samples' input gradients (Mellor et al., ICML 2021, first version)");

    /// <summary>Log-determinant of the kernel of activation patterns.</summary>
    public static ScoreDefinition Naswot { get; } = new("naswot", "NASWOT", "(-∞, ∞)", Better.Higher,
        "log-determinant of the number of ReLUs on which two samples agree (Mellor et al., ICML 2021)");

    /// <summary>Distinct activation patterns.</summary>
    public static ScoreDefinition LinearRegions { get; } = new("linear_regions", "Linear regions", "[1, n]", Better.Higher,
        "distinct patterns of the whole network's ReLUs over the batch (Chen et al., ICLR 2021, on the whole network)");

    /// <summary>Agreement of the signs of the per-sample gradients.</summary>
    public static ScoreDefinition GradSign { get; } = new("gradsign", "GradSign", "[0, ∞)", Better.Higher,
        "sum over weights of |sum over samples of the gradient's sign| (Zhang and Jia, ICLR 2022)");

    /// <summary>Condition number of the neural tangent kernel.</summary>
    public static ScoreDefinition NtkCondition { get; } = new("ntk_condition", "NTK condition number", "[1, ∞)", Better.Lower,
        "largest over smallest eigenvalue of the Gram matrix of the gradients of the summed logits (Chen et al., ICLR 2021)");

    /// <summary>Zero-shot inverse coefficient of variation.</summary>
    public static ScoreDefinition ZiCo { get; } = new("zico", "ZiCo", "(-∞, ∞)", Better.Higher,
        "sum over layers of log Σ mean|gradient|/std(gradient), over the two halves of the batch (Li et al., ICLR 2023)");

    /// <summary>This project's training-free combination of four of them.</summary>
    public static ScoreDefinition Aggregate { get; } = new("aggregate", "Aggregate", "(-∞, ∞)", Better.Higher,
        "independence of the hidden layers' gradients, depth, flow from input to output, less what explodes: gradalign_ii_layerwise + 0.7 ln(trainable_layers) + 0.01 synflow − 0.3 max(0, ln(grad_norm / trainable_layers))");

    /// <summary>The size of a network.</summary>
    public static IReadOnlyList<ScoreDefinition> Size { get; } = [Params, Macs, TrainableLayers];

    /// <summary>Every baseline, and the aggregate, in the order of reports; measured only where they are asked for.</summary>
    public static IReadOnlyList<ScoreDefinition> Baselines { get; } =
        [Params, Macs, TrainableLayers, GradNorm, Snip, SynFlow, Jacov, Naswot, LinearRegions, GradSign, NtkCondition, ZiCo, Aggregate];
}
