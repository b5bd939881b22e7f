using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture.Layers;

/// <summary>Bilinear: y_o = x₁ᵀ W_o x₂ + b_o on [n × d₁] and [n × d₂], or on tokens.</summary>
internal sealed class BilinearRule : LayerRule
{
    public override bool TakesTokens => true;

    public override bool Covers(Module module) => module is Bilinear;

    public override long Macs(Module module, Tensor input, Tensor output) => output.numel() * ((Bilinear)module).in1_features * ((Bilinear)module).in2_features;

    public override IEnumerable<PerSampleGradient> Gradients(LayerCall call, Tensor outputGradient)
    {
        var bilinear = (Bilinear)call.Module;
        var n = call.Input.shape[0];
        var gradients = outputGradient.reshape(n, -1, bilinear.out_features); // g, [n × t × o]
        yield return new(bilinear.weight, () => Form(0, bilinear.out_features)) { FormSlices = Form };
        if (bilinear.bias is { } bias) yield return new(bias, () => gradients.sum(dim: 1));

        Tensor Form(long start, long count)
        {
            var first = call.Inputs[0].reshape(n, -1, 1, bilinear.in1_features);
            var second = call.Inputs[1].reshape(n, -1, bilinear.in2_features);
            var outer = (gradients.narrow(2, start, count).unsqueeze(3) * first).reshape(n, gradients.shape[1], -1); // g ⊗ x₁, [n × t × o·d₁]
            return outer.transpose(1, 2).bmm(second).reshape(n, -1);
        }
    }
}
