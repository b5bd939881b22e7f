using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture.Native;

/// <summary>A transformer decoder layer as libtorch computes it, norms behind the shortcuts, over parts that can be watched.</summary>
internal static class DecoderLayerForward
{
    /// <summary>[n × t × E].</summary>
    /// <param name="layers">The module's parts.</param>
    /// <param name="prefix">Before the parameters' names: empty, or <c>layers.0.</c>.</param>
    /// <param name="target">[n × t × E].</param>
    /// <param name="memory">[n × s × E].</param>
    /// <param name="targetMasks">What the target may not look at in itself.</param>
    /// <param name="memoryMasks">What it may not look at in the memory.</param>
    /// <param name="options">What TorchSharp does not tell of the module.</param>
    public static Tensor Run(
        NativeLayers layers, string prefix, Tensor target, Tensor memory, AttentionMasks targetMasks, AttentionMasks memoryMasks, NativeOptions options)
    {
        var plain = options with { ZeroAttention = false };
        var x = layers.LayerNorm($"{prefix}norm1", target + AttentionForward.Run(layers, $"{prefix}self_attn.", target, target, target, targetMasks, plain).Output);
        x = layers.LayerNorm($"{prefix}norm2", x + AttentionForward.Run(layers, $"{prefix}multihead_attn.", x, memory, memory, memoryMasks, plain).Output);
        return layers.LayerNorm($"{prefix}norm3", x + EncoderLayerForward.FeedForward(layers, prefix, x, options));
    }

    /// <summary>As many layers as there are, and the norm behind them where there is one.</summary>
    public static Tensor Stack(
        NativeLayers layers, string prefix, Tensor target, Tensor memory, AttentionMasks targetMasks, AttentionMasks memoryMasks, NativeOptions options)
    {
        for (var i = 0; layers.Find($"{prefix}layers.{i}.norm1.weight") is not null; i++)
            target = Run(layers, $"{prefix}layers.{i}.", target, memory, targetMasks, memoryMasks, options);
        return layers.Find($"{prefix}norm.weight") is null ? target : layers.LayerNorm($"{prefix}norm", target);
    }
}
