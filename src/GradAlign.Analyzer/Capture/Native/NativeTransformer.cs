using System.Runtime.CompilerServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture.Native;

/// <summary>Attention, transformer encoders and decoders. libtorch expects [t × n × E], the recomputation [n × t × E].</summary>
/// <param name="module">The module.</param>
internal sealed class NativeTransformer(nn.Module module) : NativeModule(module)
{
    private const long ProbeTokens = 4;
    private static readonly ConditionalWeakTable<nn.Module, NativeOptions?> Known = [];
    private NativeOptions? options;

    public override long Macs(IReadOnlyList<object?> arguments)
    {
        var inputs = TransformerCall.Of(Module, arguments).Inputs;
        var (first, second) = (inputs[0], inputs.Count > 1 ? inputs[1] : inputs[0]);
        return Parameters.Where(p => p.Value.dim() == 2).Sum(p => OfWeight(p.Key, p.Value));

        long OfWeight(string name, Tensor weight)
        {
            // An encoder within a transformer sees the source, its decoder the target, and the source's encoding as its memory.
            var (own, memory) = Module is not Transformer ? (first, second) : name.StartsWith("encoder.", StringComparison.Ordinal) ? (first, first) : (second, first);
            if (name.Contains("self_attn.", StringComparison.Ordinal)) memory = own;
            var (queries, keys) = (own.shape[0] * own.shape[1], memory.shape[0] * memory.shape[1]);
            return name[(name.LastIndexOf("attn.", StringComparison.Ordinal) is var at and >= 0 ? at + 5 : 0)..] switch
            {
                "in_proj_weight" => weight.numel() / 3 * (queries + 2 * keys),
                "k_proj_weight" or "v_proj_weight" => weight.numel() * keys,

                // Beside the projection of what was mixed: the scores and the mixing, Q Kᵀ and A V.
                "out_proj.weight" => weight.numel() * queries + 2 * queries * (memory.shape[0] + (Parameters.ContainsKey("bias_k") ? 1 : 0)) * weight.shape[0],
                _ => weight.numel() * queries,
            };
        }
    }

    public override void Prepare()
    {
        if (!Known.TryGetValue(Module, out options)) Known.Add(Module, options = Find());
    }

    public override object? Recompute(IReadOnlyList<object?> arguments, object own, long samples, ICollection<ISubstituteCall> record, out string reason)
    {
        reason = "its number of heads cannot be told from its output";
        if (options is not { } known) return null;
        var call = TransformerCall.Of(Module, arguments);
        reason = "its second dimension is not the batch";
        if (call.Inputs.Any(i => i.dim() != 3 || i.shape[1] % samples != 0)) return null;
        reason = "recomputing it does not give its own output";
        var (output, weights) = Run(new(Parameters, samples, record), call, known);
        if (!Agree(own is Tuple<Tensor, Tensor> both ? both.Item1 : (Tensor)own, output)) return null;

        // Without need_weights TorchSharp hands over a tensor without a handle, which must not be touched.
        return own is Tuple<Tensor, Tensor> pair ? Tuple.Create(output, pair.Item2.IsInvalid ? pair.Item2 : weights!.mean([1])) : output;
    }

    private (Tensor Output, Tensor? Weights) Run(NativeLayers layers, TransformerCall call, NativeOptions known)
    {
        // One tensor given three times stays one: the packed projection is then a single product.
        var batchFirst = call.Inputs.Distinct<Tensor>(ReferenceEqualityComparer.Instance).ToDictionary<Tensor, Tensor, Tensor>(x => x, x => x.transpose(0, 1), ReferenceEqualityComparer.Instance);
        var inputs = call.Inputs.Select(i => batchFirst[i]).ToArray();
        Tensor? weights = null;
        Tensor x;
        switch (Module)
        {
            case MultiheadAttention:
                (x, weights) = AttentionForward.Run(layers, "", inputs[0], inputs[1], inputs[2], call.Source, known);
                break;
            case TransformerEncoderLayer:
                x = EncoderLayerForward.Run(layers, "", inputs[0], call.Source, known);
                break;
            case TransformerEncoder:
                x = EncoderLayerForward.Stack(layers, "", inputs[0], call.Source, known);
                break;
            case TransformerDecoderLayer:
                x = DecoderLayerForward.Run(layers, "", inputs[0], inputs[1], call.Target, call.Memory, known);
                break;
            case TransformerDecoder:
                x = DecoderLayerForward.Stack(layers, "", inputs[0], inputs[1], call.Target, call.Memory, known);
                break;
            default:
                var memory = EncoderLayerForward.Stack(layers, "encoder.", inputs[0], call.Source, known);
                x = DecoderLayerForward.Stack(layers, "decoder.", inputs[1], memory, call.Target, call.Memory, known);
                break;
        }

        return (x.transpose(0, 1).contiguous(), weights);
    }

    // The options under which the module's own output comes out. Its weights are others meanwhile, for a projection of zeros hides the heads,
    // and its dropout is off.
    private NativeOptions? Find()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var first = Parameters.Keys.FirstOrDefault(k => k.EndsWith("out_proj.weight", StringComparison.Ordinal));
        if (first is null) return null;
        var width = Parameters[first].shape[0];
        var (before, wasTraining) = (Parameters.Values.Select(p => p.clone()).ToArray(), Module.training);
        try
        {
            Module.eval();
            foreach (var parameter in Parameters.Values) parameter.copy_(Waves(parameter.shape, parameter) / Math.Sqrt(parameter.shape[^1]));
            var query = Waves([ProbeTokens, 1, width], Parameters[first]);
            var other = (query * 0.7).cos();
            Tensor[] inputs = Module switch
            {
                MultiheadAttention => [query, Waves([ProbeTokens, 1, Width("k_proj_weight")], query), Waves([ProbeTokens, 1, Width("v_proj_weight")], query)],
                TransformerEncoderLayer or TransformerEncoder => [query],
                _ => [query, other],
            };
            var own = Module switch
            {
                MultiheadAttention attention => attention.forward(inputs[0], inputs[1], inputs[2], null, true, null).Item1,
                TransformerEncoderLayer layer => layer.forward(query),
                TransformerEncoder encoder => encoder.forward(query, null, null),
                TransformerDecoderLayer layer => layer.forward(query, other, null, null, null, null),
                TransformerDecoder decoder => decoder.forward(query, other, null, null, null, null),
                _ => ((Transformer)Module).forward(query, other),
            };
            foreach (var fitting in NativeOptions.All(width))
            {
                using var attempt = NewDisposeScope();
                if (Agree(own, Run(new(Parameters, 1, null), TransformerCall.Unmasked(inputs), fitting).Output)) return fitting;
            }

            return null;
        }
        finally
        {
            Module.train(wasTraining);
            foreach (var (parameter, values) in Parameters.Values.Zip(before)) parameter.copy_(values);
        }

        long Width(string projection) => Parameters.GetValueOrDefault(projection)?.shape[1] ?? width;
    }

    private static Tensor Waves(long[] shape, Tensor like) =>
        (arange(shape.Aggregate(1L, (a, b) => a * b), dtype: like.dtype, device: like.device) * 1.6180339887).sin().reshape(shape);
}
