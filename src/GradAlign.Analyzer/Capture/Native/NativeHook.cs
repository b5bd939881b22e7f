using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture.Native;

/// <summary>Puts the recomputation of a native module in the place of its own output.</summary>
internal static class NativeHook
{
    /// <summary>Attaches; the returned action detaches.</summary>
    /// <param name="module">A module that <see cref="NativeModule"/> knows.</param>
    /// <param name="samples">n.</param>
    /// <param name="record">Takes the calls of its parts.</param>
    /// <param name="note">Takes the reason where the module's own output has to stay.</param>
    public static Action Attach(Module module, long samples, List<ISubstituteCall> record, Action<string> note)
    {
        var native = new NativeModule(module);
        return module switch
        {
            MultiheadAttention attention => attention.register_forward_hook((_, query, key, value, padding, _, mask, own) =>
            {
                if (Replace([query, key, value], new(mask, padding), own.Item1) is not { } made) return own;

                // Without need_weights TorchSharp hands over a tensor without a handle, which must not be touched.
                return Tuple.Create(made.Output, own.Item2.IsInvalid ? own.Item2 : made.Weights!.mean([1]));
            }).remove,
            TransformerEncoderLayer layer => layer.register_forward_hook((_, input, own) => Replace([input], AttentionMasks.None, own)?.Output ?? own).remove,
            TransformerEncoder encoder => encoder.register_forward_hook((_, input, mask, padding, own) => Replace([input], new(mask, padding), own)?.Output ?? own).remove,
            _ => throw new ArgumentException($"{module.GetType().Name} cannot be recomputed.", nameof(module)),
        };

        (Tensor Output, Tensor? Weights)? Replace(IReadOnlyList<Tensor> inputs, AttentionMasks masks, Tensor own)
        {
            var made = native.Recompute(inputs, masks, own, samples, record, out var reason);
            if (made is null) note(reason);
            return made;
        }
    }
}
