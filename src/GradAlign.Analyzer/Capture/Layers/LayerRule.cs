using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture.Layers;

/// <summary>Knows the exact per-sample gradients of one kind of layer, from its input and the gradient of its output.</summary>
internal abstract class LayerRule
{
    /// <summary>Every rule; a module takes the first that covers it.</summary>
    public static IReadOnlyList<LayerRule> All { get; } =
    [
        new DeclaredRule(), new LinearRule(), new Conv2dRule(), new ConvolutionRule(), new ConvTransposeRule(),
        new LayerNormRule(), new ChannelNormRule(), new EmbeddingRule(), new BilinearRule(), new PReLURule(),
    ];

    /// <summary>The rule of a module; null where there is none.</summary>
    public static LayerRule? For(Module module) => All.FirstOrDefault(r => r.Covers(module));

    /// <summary>Whether this rule is exact for the module as it is configured.</summary>
    public abstract bool Covers(Module module);

    /// <summary>Whether the dimensions between the batch and the features are tokens, as many as there may be, which the layer treats alike.</summary>
    public virtual bool TakesTokens => false;

    /// <summary>The contributions of one call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="outputGradient">∂(Σᵢ ℓᵢ)/∂output, [n × …].</param>
    public abstract IEnumerable<PerSampleGradient> Gradients(LayerCall call, Tensor outputGradient);

    /// <summary>Multiply-accumulate operations of one call, all samples together: products with a weight (docs/scores.md). 0 for what has none.</summary>
    /// <param name="module">The module.</param>
    /// <param name="input">Its first input.</param>
    /// <param name="output">Its output.</param>
    public virtual long Macs(Module module, Tensor input, Tensor output) => 0;
}
