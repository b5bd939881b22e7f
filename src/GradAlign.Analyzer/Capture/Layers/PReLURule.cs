using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture.Layers;

/// <summary>PReLU: y = max(x, 0) + a·min(x, 0), with one a or one a channel.</summary>
internal sealed class PReLURule : LayerRule
{
    public override bool Covers(Module module) => module is PReLU;

    public override IEnumerable<PerSampleGradient> Gradients(LayerCall call, Tensor outputGradient)
    {
        var weight = ((PReLU)call.Module).weight;
        yield return new(weight, () => (outputGradient * call.Input.clamp_max(0)).reshape(call.Input.shape[0], weight.numel(), -1).sum(dim: 2)); // Σ g·min(x, 0), [n × a]
    }
}
