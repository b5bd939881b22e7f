using GradAlign.Analyzer.Capture;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Rewriting;

/// <content>Calls with masks, which TorchSharp makes past every hook.</content>
public static partial class Watched
{
    /// <summary>layer.call(src, src_mask, src_key_padding_mask).</summary>
    [Replaces(typeof(TransformerEncoderLayer), nameof(TransformerEncoderLayer.call), IsInstance = true)]
    public static Tensor Call(TransformerEncoderLayer layer, Tensor src, Tensor? src_mask, Tensor? src_key_padding_mask) => MaskedCalls.Call(layer, src, src_mask, src_key_padding_mask);

    /// <summary>layer.call(src, src_mask).</summary>
    [Replaces(typeof(TransformerEncoderLayer), nameof(TransformerEncoderLayer.call), IsInstance = true)]
    public static Tensor Call(TransformerEncoderLayer layer, Tensor src, Tensor? src_mask) => MaskedCalls.Call(layer, src, src_mask);

    /// <summary>transformer.call with masks.</summary>
    [Replaces(typeof(Transformer), nameof(Transformer.call), IsInstance = true)]
    public static Tensor Call(
        Transformer transformer, Tensor src, Tensor tgt, Tensor? src_mask, Tensor? tgt_mask, Tensor? memory_mask, Tensor? src_key_padding_mask, Tensor? tgt_key_padding_mask, Tensor? memory_key_padding_mask) =>
        MaskedCalls.Call(transformer, src, tgt, src_mask, tgt_mask, memory_mask, src_key_padding_mask, tgt_key_padding_mask, memory_key_padding_mask);
}
