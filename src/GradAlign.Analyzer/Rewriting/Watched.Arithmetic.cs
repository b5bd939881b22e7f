using GradAlign.Analyzer.Capture.Operands;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Rewriting;

/// <content>Sums, differences, products and quotients, element by element.</content>
public static partial class Watched
{
    /// <summary>left + right.</summary>
    [Replaces(typeof(Tensor), "op_Addition")]
    [Replaces(typeof(torch), nameof(torch.add))]
    [Replaces(typeof(Tensor), nameof(Tensor.add), IsInstance = true)]
    public static Tensor Add(Tensor left, Tensor right) => Elementwise(left, right, (a, b) => a.add(b));

    /// <summary>left − right.</summary>
    [Replaces(typeof(Tensor), "op_Subtraction")]
    [Replaces(typeof(torch), nameof(torch.sub))]
    [Replaces(typeof(torch), nameof(torch.subtract))]
    [Replaces(typeof(Tensor), nameof(Tensor.sub), IsInstance = true)]
    [Replaces(typeof(Tensor), nameof(Tensor.subtract), IsInstance = true)]
    public static Tensor Subtract(Tensor left, Tensor right) => Elementwise(left, right, (a, b) => a.sub(b));

    /// <summary>left ∘ right.</summary>
    [Replaces(typeof(Tensor), "op_Multiply")]
    [Replaces(typeof(torch), nameof(torch.mul))]
    [Replaces(typeof(torch), nameof(torch.multiply))]
    [Replaces(typeof(Tensor), nameof(Tensor.mul), IsInstance = true)]
    [Replaces(typeof(Tensor), nameof(Tensor.multiply), IsInstance = true)]
    public static Tensor Multiply(Tensor left, Tensor right) => Elementwise(left, right, (a, b) => a.mul(b));

    /// <summary>left / right.</summary>
    [Replaces(typeof(Tensor), "op_Division")]
    public static Tensor Divide(Tensor left, Tensor right) => Elementwise(left, right, (a, b) => a.div(b));

    /// <summary>left / right, rounded.</summary>
    [Replaces(typeof(torch), nameof(torch.div))]
    [Replaces(typeof(torch), nameof(torch.divide))]
    [Replaces(typeof(Tensor), nameof(Tensor.div), IsInstance = true)]
    [Replaces(typeof(Tensor), nameof(Tensor.divide), IsInstance = true)]
    public static Tensor Divide(Tensor left, Tensor right, RoundingMode rounding) => Elementwise(left, right, (a, b) => a.div(b, rounding));

    private static Tensor Elementwise(Tensor left, Tensor right, Func<Tensor, Tensor, Tensor> function)
    {
        if (OperandWatch.Current is not { } watch) return function(left, right);
        if (watch.IsShared(right, left) && watch.Spread(right, left.shape) is { } rightRows) return function(left, rightRows);
        return watch.IsShared(left, right) && watch.Spread(left, right.shape) is { } leftRows ? function(leftRows, right) : function(left, right);
    }
}
