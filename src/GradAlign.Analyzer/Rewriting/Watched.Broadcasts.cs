using GradAlign.Analyzer.Capture.Operands;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Rewriting;

/// <content>What gives every sample a row of a shared tensor, such as a class token.</content>
public static partial class Watched
{
    /// <summary>tensor.expand(sizes).</summary>
    [Replaces(typeof(Tensor), nameof(Tensor.expand), IsInstance = true)]
    public static Tensor Expand(Tensor tensor, params long[] sizes) => Rows(tensor, t => t.expand(sizes));

    /// <summary>tensor.expand(sizes).</summary>
    [Replaces(typeof(Tensor), nameof(Tensor.expand), IsInstance = true)]
    public static Tensor Expand(Tensor tensor, long[] sizes, bool isImplicit) => Rows(tensor, t => t.expand(sizes, isImplicit));

    /// <summary>tensor.expand(sizes).</summary>
    [Replaces(typeof(Tensor), nameof(Tensor.expand), IsInstance = true)]
    public static Tensor Expand(Tensor tensor, Size sizes, bool isImplicit) => Rows(tensor, t => t.expand(sizes, isImplicit));

    /// <summary>tensor.expand(other.shape).</summary>
    [Replaces(typeof(Tensor), nameof(Tensor.expand_as), IsInstance = true)]
    public static Tensor ExpandAs(Tensor tensor, Tensor other) => Rows(tensor, t => t.expand_as(other));

    /// <summary>tensor.broadcast_to(shape).</summary>
    [Replaces(typeof(torch), nameof(torch.broadcast_to))]
    [Replaces(typeof(Tensor), nameof(Tensor.broadcast_to), IsInstance = true)]
    public static Tensor BroadcastTo(Tensor tensor, params long[] shape) => Rows(tensor, t => t.broadcast_to(shape));

    /// <summary>tensor.repeat(sizes).</summary>
    [Replaces(typeof(Tensor), nameof(Tensor.repeat), IsInstance = true)]
    public static Tensor Repeat(Tensor tensor, params long[] sizes)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        return Rows(tensor, t => t.repeat(sizes), rows => rows.repeat([1, .. sizes[1..]]));
    }

    private static Tensor Rows(Tensor tensor, Func<Tensor, Tensor> function, Func<Tensor, Tensor>? perRow = null)
    {
        var result = function(tensor);
        if (OperandWatch.Current is not { } watch || !watch.IsShared(tensor, result) || watch.Spread(tensor, result.shape) is not { } rows) return result;
        var shape = result.shape;
        result.Dispose();
        return perRow is null ? rows.expand(shape) : perRow(rows);
    }
}
