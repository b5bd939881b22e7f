using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture.Layers;

/// <summary>LayerNorm: y = γ ∘ x̂ + β over the last dimensions.</summary>
internal sealed class LayerNormRule : LayerRule
{
    public override bool TakesTokens => true;

    public override bool Covers(Module module) => module is LayerNorm;

    public override IEnumerable<PerSampleGradient> Gradients(LayerCall call, Tensor outputGradient)
    {
        var norm = (LayerNorm)call.Module;
        var n = call.Input.shape[0];
        var size = norm.normalized_shape.Aggregate(1L, (product, s) => product * s);
        var gradients = outputGradient.reshape(n, -1, size); // g, [n × t × d]
        if (norm.weight is { } weight)
        {
            yield return new(weight, () =>
            {
                var normalised = functional.layer_norm(call.Input, norm.normalized_shape, eps: norm.eps).reshape(n, -1, size);
                return (gradients * normalised).sum(dim: 1); // Σ_t g ∘ x̂, [n × d]
            });
        }

        if (norm.bias is { } bias) yield return new(bias, () => gradients.sum(dim: 1));
    }
}
