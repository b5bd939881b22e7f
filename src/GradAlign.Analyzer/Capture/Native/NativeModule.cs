using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Module = TorchSharp.torch.nn.Module;

namespace GradAlign.Analyzer.Capture.Native;

/// <summary>
/// An attention or transformer encoder module that lives in libtorch, recomputed from its parameters so that the inner layers can be
/// watched. It stands only where it gives the module's own output; libtorch expects [t × n × E], the recomputation [n × t × E].
/// </summary>
internal sealed class NativeModule
{
    private const long ProbeTokens = 4;
    private readonly Module module;
    private readonly Dictionary<string, Parameter> parameters;
    private readonly NativeOptions? options;

    public NativeModule(Module module)
    {
        this.module = module;
        parameters = module.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        options = Find();
    }

    /// <summary>Whether a module is of a kind that can be recomputed.</summary>
    public static bool Knows(Module module) => module is MultiheadAttention or TransformerEncoderLayer or TransformerEncoder;

    /// <summary>The recomputed output and attention weights, with their calls in <paramref name="record"/>; null and the reason where it would not be the module's own.</summary>
    /// <param name="inputs">The one input, or query, key and value.</param>
    /// <param name="masks">The masks of the call.</param>
    /// <param name="own">The module's own output.</param>
    /// <param name="samples">n.</param>
    /// <param name="record">Takes the calls.</param>
    /// <param name="reason">Why there is none.</param>
    public (Tensor Output, Tensor? Weights)? Recompute(IReadOnlyList<Tensor> inputs, AttentionMasks masks, Tensor own, long samples, List<ISubstituteCall> record, out string reason)
    {
        reason = "its number of heads cannot be told from its output";
        if (options is not { } known) return null;
        reason = "its second dimension is not the batch";
        if (inputs.Any(i => i.dim() != 3 || i.shape[1] != samples)) return null;
        reason = "its attention mask has a dimension for the batch";
        if (masks.Attention is { } mask && mask.dim() != 2) return null;
        reason = "recomputing it does not give its own output";
        var calls = new List<ISubstituteCall>();
        var (output, weights) = Run(new(parameters, calls), inputs, masks, known);
        if (Agree(own, output))
        {
            record.AddRange(calls);
            return (output, weights);
        }

        calls.ForEach(c => c.Dispose());
        return null;
    }

    private (Tensor Output, Tensor? Weights) Run(NativeLayers layers, IReadOnlyList<Tensor> inputs, AttentionMasks masks, NativeOptions known)
    {
        // One tensor given three times stays one: the packed projection is then a single product.
        var batchFirst = inputs.Distinct<Tensor>(ReferenceEqualityComparer.Instance).ToDictionary<Tensor, Tensor, Tensor>(x => x, x => x.transpose(0, 1), ReferenceEqualityComparer.Instance);
        var x = batchFirst[inputs[0]];
        Tensor? weights = null;
        if (module is MultiheadAttention)
            (x, weights) = AttentionForward.Run(layers, "", x, batchFirst[inputs[1]], batchFirst[inputs[2]], masks, known);
        else if (module is TransformerEncoderLayer)
            x = EncoderLayerForward.Run(layers, "", x, masks, known);
        else
            for (var i = 0; layers.Find($"layers.{i}.norm1.weight") is not null; i++) x = EncoderLayerForward.Run(layers, $"layers.{i}.", x, masks, known);
        return (x.transpose(0, 1).contiguous(), weights);
    }

    // The options under which a strong input gives the module's own output; null where none or several do, as when a projection is zero.
    private NativeOptions? Find()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var first = parameters.Keys.FirstOrDefault(k => k.EndsWith("out_proj.weight", StringComparison.Ordinal));
        if (first is null) return null;
        var width = parameters[first].shape[0];
        var query = Probe(width, parameters[first]);
        Tensor[] inputs = module is MultiheadAttention
            ? [query, Probe(parameters.GetValueOrDefault("k_proj_weight")?.shape[1] ?? width, query), Probe(parameters.GetValueOrDefault("v_proj_weight")?.shape[1] ?? width, query)]
            : [query];
        var own = module switch
        {
            MultiheadAttention attention => attention.forward(inputs[0], inputs[1], inputs[2], null, true, null).Item1,
            TransformerEncoderLayer layer => layer.forward(query),
            _ => ((TransformerEncoder)module).forward(query, null, null),
        };
        var fitting = NativeOptions.All(width).Where(o => Agree(own, Run(new(parameters, null), inputs, AttentionMasks.None, o).Output)).ToArray();
        return fitting is [var only] ? only : null;
    }

    private static Tensor Probe(long width, Tensor like) =>
        (arange(ProbeTokens * width, dtype: like.dtype, device: like.device) * 1.6180339887).sin().reshape(ProbeTokens, 1, width) * 5;

    private static bool Agree(Tensor own, Tensor recomputed)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var tolerance = own.dtype == ScalarType.Float64 ? 1e-11 : 1e-4;
        return own.shape.SequenceEqual(recomputed.shape)
            && (own - recomputed).abs().max().to(ScalarType.Float64).item<double>() <= tolerance * own.abs().max().to(ScalarType.Float64).item<double>();
    }
}
