using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture.Layers;

/// <summary>GroupNorm and InstanceNorm1d, 2d, 3d: y = γ ∘ x̂ + β channel by channel, with statistics of each sample alone.</summary>
internal sealed class ChannelNormRule : LayerRule
{
    public override bool Covers(Module module) => module is GroupNorm || module is InstanceNorm norm && (norm.training || !norm.track_running_stats);

    public override IEnumerable<PerSampleGradient> Gradients(LayerCall call, Tensor outputGradient)
    {
        var (n, channels) = (call.Input.shape[0], call.Input.shape[1]);
        var (weight, bias) = call.Module is GroupNorm group ? (group.weight, group.bias) : (((InstanceNorm)call.Module).weight, ((InstanceNorm)call.Module).bias);
        var gradients = outputGradient.reshape(n, channels, -1); // g, [n × C × positions]
        if (weight is not null) yield return new(weight, () => (gradients * Normalised(call).reshape(n, channels, -1)).sum(dim: 2)); // Σ g ∘ x̂, [n × C]
        if (bias is not null) yield return new(bias, () => gradients.sum(dim: 2));
    }

    private static Tensor Normalised(LayerCall call) => call.Module is GroupNorm group
        ? functional.group_norm(call.Input, group.num_groups, eps: group.eps)
        : functional.instance_norm(call.Input, use_input_stats: true, eps: ((InstanceNorm)call.Module).eps);
}
