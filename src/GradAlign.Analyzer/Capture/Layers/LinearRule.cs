using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture.Layers;

/// <summary>Linear: y = x Wᵀ + b on [n × d], or on tokens [n × … × d].</summary>
internal sealed class LinearRule : LayerRule
{
    public override bool TakesTokens => true;

    public override bool Covers(Module module) => module is Linear;

    public override long Macs(Module module, Tensor input, Tensor output) => output.numel() * ((Linear)module).in_features;

    public override IEnumerable<PerSampleGradient> Gradients(LayerCall call, Tensor outputGradient)
    {
        var linear = (Linear)call.Module;
        var n = call.Input.shape[0];
        return OuterProducts.Of(linear.weight, linear.bias, call.Input.reshape(n, -1, linear.in_features), outputGradient.reshape(n, -1, linear.out_features));
    }
}
