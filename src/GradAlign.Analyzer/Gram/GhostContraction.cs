using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Gram;

/// <summary>
/// The Gram matrix of gradients that are sums of outer products, gᵢ = Σ_p bᵢₚ aᵢₚᵀ, without forming them:
/// Gᵢⱼ = Σ_pq (aᵢₚ·aⱼ_q)(bᵢₚ·bⱼ_q), called ghost gradients in the literature on differential privacy.
/// </summary>
internal static class GhostContraction
{
    // Entries of one block of products: small enough for the cache of the last level.
    private const long BlockEntries = 2_000_000;

    /// <summary>Whether fewer operations are needed than by forming; the weights were fitted to timings (docs/performance.md).</summary>
    /// <param name="samples">n.</param>
    /// <param name="positions">P, terms in the sum.</param>
    /// <param name="inputs">K, the length of a.</param>
    /// <param name="outputs">O, the length of b.</param>
    public static bool IsCheaper(double samples, double positions, double inputs, double outputs)
    {
        var products = samples * samples * positions * positions;
        var weights = inputs * outputs;
        return 0.75 * products * (inputs + outputs) + 4 * products
            < 1.5 * samples * weights * positions + samples * samples * weights + 8 * samples * weights;
    }

    /// <summary>Bytes that <see cref="Contract"/> takes beside its result, the factors in its own layout included.</summary>
    public static long Bytes(long samples, long positions, long inputs, long outputs, long elementSize) =>
        elementSize * (2 * Rows(samples, positions) * positions * samples * positions + samples * positions * (inputs + outputs));

    /// <summary>G, [n × n] in float64.</summary>
    /// <param name="inputs">a, [n × P × K].</param>
    /// <param name="gradients">b, [n × P × O].</param>
    public static Tensor Contract(Tensor inputs, Tensor gradients)
    {
        using var scope = NewDisposeScope();
        var (n, positions) = (inputs.shape[0], inputs.shape[1]);
        var gram = zeros(n, n, dtype: ScalarType.Float64, device: inputs.device);
        var rows = Rows(n, positions);

        // The upper triangle, in blocks of rows.
        for (var start = 0L; start < n; start += rows)
        {
            using var block = NewDisposeScope();
            var (count, rest) = (Math.Min(rows, n - start), n - start);
            var products = Products(inputs, start, count).mul_(Products(gradients, start, count));
            var sums = positions == 1
                ? products.to(ScalarType.Float64)
                : products.view(count, positions, rest, positions).sum([1, 3], type: ScalarType.Float64);
            gram.narrow(0, start, count).narrow(1, start, rest).copy_(sums);
            if (rest > count) gram.narrow(0, start + count, rest - count).narrow(1, start, count).copy_(sums.narrow(1, count, rest - count).t());
        }

        return gram.MoveToOuterDisposeScope();
    }

    // [count·P × rest·P]
    private static Tensor Products(Tensor factors, long start, long count)
    {
        var width = factors.shape[2];
        return factors.narrow(0, start, count).reshape(-1, width).mm(factors.narrow(0, start, factors.shape[0] - start).reshape(-1, width).t());
    }

    // A quarter of the samples at most: three eighths of the square are then never computed.
    private static long Rows(long samples, long positions) =>
        positions == 1 ? samples : Math.Clamp(BlockEntries / (samples * positions * positions), 1, (samples + 3) / 4);
}
