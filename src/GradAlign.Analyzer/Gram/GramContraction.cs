using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Gram;

/// <summary>Contracts per-sample gradients to their Gram matrix.</summary>
internal static class GramContraction
{
    private const long BlockColumns = 16_384;

    /// <summary>G = J Jᵀ, [n × n] in float64: float32 products of column blocks, accumulated in float64.</summary>
    /// <param name="gradients">J, [n × p].</param>
    public static Tensor Contract(Tensor gradients)
    {
        using var scope = NewDisposeScope();
        var (n, p) = (gradients.shape[0], gradients.shape[1]);
        var gram = zeros(n, n, dtype: ScalarType.Float64, device: gradients.device);
        for (var start = 0L; start < p; start += BlockColumns)
        {
            var block = gradients.narrow(1, start, Math.Min(BlockColumns, p - start));
            gram.add_(block.mm(block.t()).to(ScalarType.Float64));
        }

        return gram.MoveToOuterDisposeScope();
    }

    /// <summary>Takes a Gram matrix out of the tensor world.</summary>
    /// <param name="gram">[n × n], float64.</param>
    public static GramMatrix ToNumbers(Tensor gram)
    {
        using var onCpu = gram.cpu();
        return new((int)gram.shape[0], onCpu.data<double>().ToArray());
    }
}
