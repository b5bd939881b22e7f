using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture.Native;

/// <summary>
/// A module that lives in libtorch, recomputed from its parameters so that the parts within it can be watched. A recomputation stands
/// only where it gives the module's own output.
/// </summary>
/// <param name="module">The module.</param>
internal abstract class NativeModule(nn.Module module)
{
    /// <summary>The module.</summary>
    protected nn.Module Module { get; } = module;

    /// <summary>Its parameters, by the names that libtorch gives them.</summary>
    protected IReadOnlyDictionary<string, Parameter> Parameters { get; } = module.named_parameters().ToDictionary(p => p.name, p => p.parameter);

    /// <summary>Whether a module is of a kind that can be recomputed.</summary>
    public static bool Knows(nn.Module module) => For(module) is not null;

    /// <summary>The recomputation of a module; null where there is none for its kind.</summary>
    public static NativeModule? For(nn.Module module) => module switch
    {
        MultiheadAttention or TransformerEncoderLayer or TransformerEncoder or TransformerDecoderLayer or TransformerDecoder or Transformer => new NativeTransformer(module),
        RNN or GRU or LSTM or RNNCell or GRUCell or LSTMCell => new NativeRecurrence(module),
        EmbeddingBag bag => new NativeBag(bag),
        _ => null,
    };

    /// <summary>Multiply-accumulate operations of one call, all samples together (docs/scores.md).</summary>
    /// <param name="arguments">What the call was given.</param>
    public abstract long Macs(IReadOnlyList<object?> arguments);

    /// <summary>Asks the module what its parameters do not tell. Before the forward pass, for it may change them for the time of the question.</summary>
    public virtual void Prepare()
    {
    }

    /// <summary>The recomputed result, of the type of the module's own, with the calls of its parts in <paramref name="record"/>; null and the reason where it would not be the module's own.</summary>
    /// <param name="arguments">What the call was given.</param>
    /// <param name="own">The module's own result.</param>
    /// <param name="samples">n.</param>
    /// <param name="record">Takes the calls; the caller disposes them where there is no result.</param>
    /// <param name="reason">Why there is none.</param>
    public abstract object? Recompute(IReadOnlyList<object?> arguments, object own, long samples, ICollection<ISubstituteCall> record, out string reason);

    /// <summary>Whether a recomputed tensor is the module's own, to rounding.</summary>
    protected static bool Agree(Tensor own, Tensor recomputed)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var tolerance = own.dtype == ScalarType.Float64 ? 1e-11 : 1e-4;
        return own.shape.SequenceEqual(recomputed.shape)
            && (own - recomputed).abs().max().to(ScalarType.Float64).item<double>() <= tolerance * own.abs().max().to(ScalarType.Float64).item<double>();
    }
}
