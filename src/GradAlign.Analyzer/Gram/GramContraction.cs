using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Gram;

/// <summary>Contracts per-sample gradients to their Gram matrix.</summary>
internal static class GramContraction
{
    private const long BlockColumns = 16_384;
    private const long ManyColumns = 4_096;

    /// <summary>G = J Jᵀ as numbers.</summary>
    /// <param name="gradients">J, [n × p].</param>
    public static GramMatrix Gram(Tensor gradients)
    {
        var n = (int)gradients.shape[0];
        var sum = new double[n * n];
        Add(gradients, sum);
        return new(n, sum);
    }

    /// <summary>G += J Jᵀ: float32 products of column blocks, accumulated in float64.</summary>
    /// <param name="gradients">J, [n × p].</param>
    /// <param name="sum">G, n² entries row by row.</param>
    public static void Add(Tensor gradients, double[] sum)
    {
        if (GramKernel.Takes(gradients))
        {
            GramKernel.Add(gradients, sum);
            return;
        }

        using var gram = Contract(gradients);
        using var onCpu = gram.cpu();
        var entries = MemoryMarshal.Cast<byte, double>(onCpu.bytes);
        for (var i = 0; i < sum.Length; i++) sum[i] += entries[i];
    }

    /// <summary>G = J Jᵀ, [n × n] in float64, where J is: float32 products of column blocks, accumulated in float64.</summary>
    /// <param name="gradients">J, [n × p].</param>
    public static Tensor Contract(Tensor gradients)
    {
        using var scope = NewDisposeScope();
        var p = gradients.shape[1];
        var gram = Product(0);
        for (var start = BlockColumns; start < p; start += BlockColumns) gram.add_(Product(start));
        return gram.MoveToOuterDisposeScope();

        Tensor Product(long start)
        {
            var block = gradients.narrow(1, start, Math.Min(BlockColumns, p - start));
            return (block.shape[1] < ManyColumns ? block.mm(block.t()) : Symmetric(block)).to(ScalarType.Float64);
        }
    }

    // Three quarters of the square; the last quarter is the transpose of one of them.
    private static Tensor Symmetric(Tensor block)
    {
        var n = block.shape[0];
        var (upper, lower) = (block.narrow(0, 0, n / 2), block.narrow(0, n / 2, n - n / 2));
        var above = upper.mm(block.t());
        return cat([above, cat([above.narrow(1, n / 2, n - n / 2).t(), lower.mm(lower.t())], 1)], 0);
    }

    /// <summary>Takes a Gram matrix out of the tensor world.</summary>
    /// <param name="gram">[n × n], float64.</param>
    public static GramMatrix ToNumbers(Tensor gram)
    {
        using var onCpu = gram.cpu().contiguous();
        return new((int)gram.shape[0], MemoryMarshal.Cast<byte, double>(onCpu.bytes).ToArray());
    }
}
