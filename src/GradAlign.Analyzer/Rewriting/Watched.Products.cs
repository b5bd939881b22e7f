using GradAlign.Analyzer.Capture.Operands;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Rewriting;

/// <content>Matrix products.</content>
public static partial class Watched
{
    /// <summary>left · right.</summary>
    [Replaces(typeof(torch), nameof(torch.matmul))]
    [Replaces(typeof(Tensor), nameof(Tensor.matmul), IsInstance = true)]
    [Replaces(typeof(torch), nameof(torch.mm))]
    [Replaces(typeof(Tensor), nameof(Tensor.mm), IsInstance = true)]
    public static Tensor MatMul(Tensor left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var product = Product(left, right);
        return left.dim() >= 2 && (right.dim() == 2 || left is Parameter || right is Parameter) ? ProductCount.Note(product, left.shape[^1]) : product;
    }

    /// <summary>β·input + α·left · right.</summary>
    [Replaces(typeof(torch), nameof(torch.addmm))]
    [Replaces(typeof(Tensor), nameof(Tensor.addmm), IsInstance = true)]
    public static Tensor AddMm(Tensor input, Tensor left, Tensor right, float beta, float alpha)
    {
        ArgumentNullException.ThrowIfNull(input);
        return beta == 1 && alpha == 1 && OperandWatch.Current is not null ? Add(MatMul(left, right), input) : ProductCount.Note(input.addmm(left, right, beta, alpha), left.shape[^1]);
    }

    private static Tensor Product(Tensor left, Tensor right)
    {
        if (OperandWatch.Current is not { } watch) return left.matmul(right);
        if (right.dim() == 2 && left.dim() >= 2 && watch.IsWeight(right, left))
            return watch.Apply(right, left, w => left.matmul(w), (g, a, start, count) => watch.Tokens(a).narrow(2, start, count).transpose(1, 2).bmm(watch.Tokens(g))); // Σ_t aᵀ g, [n × k × o]
        if (right.dim() > 2 && left.dim() > 2 && watch.IsShared(right, left) && watch.Spread(right, left.shape) is { } rightRows) return left.matmul(rightRows);
        return left.dim() >= 2 && right.dim() > 2 && watch.IsShared(left, right) && watch.Spread(left, right.shape) is { } leftRows ? leftRows.matmul(right) : left.matmul(right);
    }

    /// <summary>input · weightsᵀ + bias.</summary>
    [Replaces(typeof(nn.functional), nameof(nn.functional.linear))]
    public static Tensor Linear(Tensor input, Tensor weights, Tensor? bias)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weights);
        if (OperandWatch.Current is not { } watch || input.dim() < 2) return ProductCount.Note(nn.functional.linear(input, weights, bias), weights.shape[^1]);
        var product = watch.IsWeight(weights, input)
            ? watch.Apply(weights, input, w => nn.functional.linear(input, w), (g, a, start, count) => watch.Tokens(g).narrow(2, start, count).transpose(1, 2).bmm(watch.Tokens(a))) // Σ_t gᵀ a, [n × o × k]
            : nn.functional.linear(input, weights);
        return Shifted(product, bias);
    }

    /// <summary>Einstein's sum.</summary>
    [Replaces(typeof(torch), nameof(torch.einsum))]
    public static Tensor EinSum(string equation, params Tensor[] tensors)
    {
        ArgumentNullException.ThrowIfNull(equation);
        ArgumentNullException.ThrowIfNull(tensors);
        ProductCount.Note(equation, tensors);
        return OperandWatch.Current is { } watch && EinSumOperands.Spread(watch, equation, tensors) is var (batched, operands) ? einsum(batched, operands) : einsum(equation, tensors);
    }
}
