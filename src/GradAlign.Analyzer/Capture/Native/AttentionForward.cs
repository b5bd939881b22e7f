using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture.Native;

/// <summary>Multi-head attention as libtorch computes it, over parts that can be watched.</summary>
internal static class AttentionForward
{
    /// <summary>Output [n × t × E] and the weights of every head, [n × h × t × s].</summary>
    /// <param name="layers">The module's parts.</param>
    /// <param name="prefix">Before the parameters' names: empty, or <c>self_attn.</c>.</param>
    /// <param name="query">[n × t × E].</param>
    /// <param name="key">[n × s × …].</param>
    /// <param name="value">[n × s × …].</param>
    /// <param name="masks">What may not be looked at.</param>
    /// <param name="options">What TorchSharp does not tell of the module.</param>
    public static (Tensor Output, Tensor Weights) Run(
        NativeLayers layers, string prefix, Tensor query, Tensor key, Tensor value, AttentionMasks masks, NativeOptions options)
    {
        var projected = Project(layers, prefix, query, key, value);
        var (q, k, v) = (projected[0], projected[1], projected[2]);
        var (n, width, heads) = (q.shape[0], q.shape[2], options.Heads);
        if (layers.Find($"{prefix}bias_k") is { } extraKey && layers.Find($"{prefix}bias_v") is { } extraValue)
        {
            k = cat([k, layers.Repeated(extraKey, n).reshape(n, 1, width)], 1);
            v = cat([v, layers.Repeated(extraValue, n).reshape(n, 1, width)], 1);
        }

        if (options.ZeroAttention)
        {
            k = functional.pad(k, [0, 0, 0, 1], PaddingModes.Constant);
            v = functional.pad(v, [0, 0, 0, 1], PaddingModes.Constant);
        }

        var scores = (Heads(q, heads) / Math.Sqrt((double)width / heads)).matmul(Heads(k, heads).transpose(-2, -1)); // [n × h × t × s]
        var weights = functional.softmax(masks.Apply(scores), -1);
        var mixed = weights.matmul(Heads(v, heads)).transpose(1, 2).reshape(n, -1, width);
        return (layers.Linear($"{prefix}out_proj.weight", $"{prefix}out_proj.bias", mixed), weights);
    }

    private static Tensor[] Project(NativeLayers layers, string prefix, Tensor query, Tensor key, Tensor value)
    {
        var bias = layers.Find($"{prefix}in_proj_bias");
        if (layers.Find($"{prefix}in_proj_weight") is { } packed)
        {
            return ReferenceEquals(query, key) && ReferenceEquals(key, value)
                ? layers.Packed(packed, bias, [query])[0].chunk(3, 2)
                : layers.Packed(packed, bias, [query, key, value]);
        }

        // Three weights share one bias, [3E].
        var projected = new[] { ("q", query), ("k", key), ("v", value) }.Select(p => layers.Linear($"{prefix}{p.Item1}_proj_weight", "", p.Item2)).ToArray();
        if (bias is null) return projected;
        var shifts = layers.Repeated(bias, query.shape[0]).unsqueeze(1).chunk(3, 2);
        return [.. projected.Zip(shifts, (x, shift) => x + shift)];
    }

    // [n × s × E] to [n × h × s × E/h]
    private static Tensor Heads(Tensor tensor, long heads) => tensor.reshape(tensor.shape[0], tensor.shape[1], heads, -1).transpose(1, 2);
}
