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
        var inputs = call.Input.reshape(n, -1, linear.in_features);         // a, [n × t × d]
        var gradients = outputGradient.reshape(n, -1, linear.out_features); // g, [n × t × o]
        var isGhost = GhostContraction.IsCheaper(n, inputs.shape[1], linear.in_features, linear.out_features);

        // gᵢᵀ aᵢ, [n × o·d]
        yield return new(linear.weight, () => Form(0, linear.out_features), isGhost ? () => GhostContraction.Contract(inputs, gradients) : null)
        {
            FormSlices = Form,
            GramBytes = GhostContraction.Bytes(n, inputs.shape[1], linear.in_features, linear.out_features, inputs.element_size()),
        };
        if (linear.bias is { } bias) yield return new(bias, () => gradients.sum(dim: 1));

        Tensor Form(long start, long count) => gradients.narrow(2, start, count).transpose(1, 2).bmm(inputs).reshape(n, -1);
    }
}
