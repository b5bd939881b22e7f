using GradAlign.Analyzer.Gram;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture.Layers;

/// <summary>Linear: y = x Wᵀ + b on [n × d], or on tokens [n × … × d].</summary>
internal sealed class LinearRule : LayerRule
{
    public override bool Covers(Module module) => module is Linear;

    public override IEnumerable<PerSampleGradient> Gradients(LayerCall call, Tensor outputGradient)
    {
        var linear = (Linear)call.Module;
        var n = call.Input.shape[0];
        var inputs = call.Input.reshape(n, -1, linear.in_features);      // a, [n × t × d]
        var gradients = outputGradient.reshape(n, -1, linear.out_features); // g, [n × t × o]
        var single = inputs.shape[1] == 1;

        // gᵢᵀ aᵢ, [n × o·d]; with one position its Gram matrix is (A Aᵀ) ∘ (B Bᵀ).
        yield return new(linear.weight, () => gradients.transpose(1, 2).bmm(inputs).reshape(n, -1),
            single ? () => GramContraction.Contract(inputs.squeeze(1)) * GramContraction.Contract(gradients.squeeze(1)) : null);
        if (linear.bias is { } bias) yield return new(bias, () => gradients.sum(dim: 1));
    }
}
