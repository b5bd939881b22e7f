using System.Runtime.CompilerServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture;

/// <summary>
/// The calls with masks of TransformerEncoderLayer and Transformer, which TorchSharp 0.107 makes past every hook. Rewritten code calls
/// them here; whoever watches the module by <see cref="ModuleHook"/> then sees them as any other call.
/// </summary>
internal static class MaskedCalls
{
    private static readonly ConditionalWeakTable<nn.Module, List<Func<IReadOnlyList<object?>, object, object>>> Watchers = [];

    /// <summary>In the place of <c>layer.call(src, src_mask, src_key_padding_mask)</c>.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="source">[t × n × E].</param>
    /// <param name="mask">[t × t]; null without.</param>
    /// <param name="padding">[n × t]; null without.</param>
    public static Tensor Call(TransformerEncoderLayer layer, Tensor source, Tensor? mask, Tensor? padding) =>
        Tell(layer, [source, mask, padding], layer.call(source, mask!, padding!));

    /// <summary>In the place of <c>layer.call(src, src_mask)</c>.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="source">[t × n × E].</param>
    /// <param name="mask">As above.</param>
    public static Tensor Call(TransformerEncoderLayer layer, Tensor source, Tensor? mask) => Call(layer, source, mask, null);

    /// <summary>In the place of a transformer's <c>call</c> with masks, whose order of arguments this is.</summary>
    public static Tensor Call(
        Transformer transformer, Tensor source, Tensor target, Tensor? sourceMask, Tensor? targetMask, Tensor? memoryMask, Tensor? sourcePadding, Tensor? targetPadding, Tensor? memoryPadding) =>
        Tell(transformer, [source, target, sourceMask, targetMask, memoryMask, sourcePadding, targetPadding, memoryPadding],
            transformer.call(source, target, sourceMask!, targetMask, memoryMask, sourcePadding, targetPadding, memoryPadding));

    /// <summary>Attaches; the returned action detaches.</summary>
    /// <param name="module">The module.</param>
    /// <param name="called">As for <see cref="ModuleHook.Attach"/>.</param>
    public static Action Attach(nn.Module module, Func<IReadOnlyList<object?>, object, object> called)
    {
        if (module is not (TransformerEncoderLayer or Transformer)) return () => { };
        var list = Watchers.GetOrCreateValue(module);
        list.Add(called);
        return () => list.Remove(called);
    }

    private static Tensor Tell(nn.Module module, IReadOnlyList<object?> arguments, Tensor own) =>
        Watchers.TryGetValue(module, out var list) ? list.Aggregate(own, (output, called) => (Tensor)called(arguments, output)) : own;
}
