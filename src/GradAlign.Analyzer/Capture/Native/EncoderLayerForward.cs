using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture.Native;

/// <summary>A transformer encoder layer as libtorch computes it, norms behind the shortcuts, over parts that can be watched.</summary>
internal static class EncoderLayerForward
{
    /// <summary>[n × t × E].</summary>
    /// <param name="layers">The module's parts.</param>
    /// <param name="prefix">Before the parameters' names: empty, or <c>layers.0.</c>.</param>
    /// <param name="input">[n × t × E].</param>
    /// <param name="masks">What may not be looked at.</param>
    /// <param name="options">What TorchSharp does not tell of the module.</param>
    public static Tensor Run(NativeLayers layers, string prefix, Tensor input, AttentionMasks masks, NativeOptions options)
    {
        var attended = AttentionForward.Run(layers, $"{prefix}self_attn.", input, input, input, masks, options with { ZeroAttention = false }).Output;
        var x = layers.LayerNorm($"{prefix}norm1", input + attended);
        return layers.LayerNorm($"{prefix}norm2", x + FeedForward(layers, prefix, x, options));
    }

    /// <summary>As many layers as there are, and the norm behind them where there is one.</summary>
    public static Tensor Stack(NativeLayers layers, string prefix, Tensor input, AttentionMasks masks, NativeOptions options)
    {
        for (var i = 0; layers.Find($"{prefix}layers.{i}.norm1.weight") is not null; i++) input = Run(layers, $"{prefix}layers.{i}.", input, masks, options);
        return layers.Find($"{prefix}norm.weight") is null ? input : layers.LayerNorm($"{prefix}norm", input);
    }

    /// <summary>The two linear maps of a layer, with the activation between.</summary>
    public static Tensor FeedForward(NativeLayers layers, string prefix, Tensor input, NativeOptions options)
    {
        var hidden = layers.Linear($"{prefix}linear1.weight", $"{prefix}linear1.bias", input);
        return layers.Linear($"{prefix}linear2.weight", $"{prefix}linear2.bias", options.Gelu ? functional.gelu(hidden) : functional.relu(hidden));
    }
}
