using System.Globalization;
using GradAlign.Analyzer.Gram;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture;

/// <summary>The guards on the batched engine. Each gives the reason why its result cannot stand, or null.</summary>
internal static class CaptureGuards
{
    /// <summary>Far above float32 rounding, far below any real mistake; a network so ill-conditioned that it is exceeded goes through the loop, which costs time only.</summary>
    private const double Tolerance = 1e-3;

    /// <summary>Guard 1: every parameter that received a gradient is owned by a captured layer.</summary>
    public static string? Ownership(ModelInventory inventory, IReadOnlyDictionary<ModelParameter, GramMatrix> grams)
    {
        using var scope = NewDisposeScope();
        var orphan = inventory.Parameters.FirstOrDefault(p => !grams.ContainsKey(p) && p.Tensor.grad is not null);
        return orphan is null ? null : $"no layer rule covers '{orphan.Name}' of {Describe(orphan)}, or that module is called by forward() instead of call()";
    }

    /// <summary>Guard 2: Σᵢⱼ Gᵢⱼ equals the squared norm of the ordinary gradient of the summed loss, relative to tr G.</summary>
    public static string? Sum(ModelInventory inventory, IReadOnlyDictionary<ModelParameter, GramMatrix> grams)
    {
        using var scope = NewDisposeScope();
        var ordinary = inventory.Parameters.Sum(p => p.Tensor.grad is { } g ? g.to(ScalarType.Float64).pow(2).sum().item<double>() : 0);
        var captured = grams.Values.Sum(g => g.Sum);
        var scale = Math.Max(grams.Values.Sum(g => g.Trace), ordinary);
        return Close(captured, ordinary, scale)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"the captured gradients add up to {captured:g4}, the batch gradient is {ordinary:g4}: an operation changes a layer's output in place, or bypasses it");
    }

    /// <summary>Guard 3: two samples run alone give the same entries; this sees what mixes samples, which the sum cannot.</summary>
    /// <param name="captured">G of the batch.</param>
    /// <param name="alone">G of the two samples, by the loop.</param>
    /// <param name="samples">The two samples.</param>
    public static string? Alone(GramMatrix captured, GramMatrix alone, (int First, int Second) samples)
    {
        var (i, j) = samples;
        var scale = Math.Max(alone.Trace, captured[i, i] + captured[j, j]);
        return Close(captured[i, i], alone[0, 0], scale) && Close(captured[j, j], alone[1, 1], scale) && Close(captured[i, j], alone[0, 1], scale)
            ? null
            : $"samples {i} and {j} have other gradients alone than in the batch: an operation mixes samples, or the model is not deterministic";
    }

    private static bool Close(double a, double b, double scale) => Math.Abs(a - b) <= Tolerance * scale;

    private static string Describe(ModelParameter parameter) => parameter.Owner.GetType().Name;
}
