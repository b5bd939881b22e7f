using System.Globalization;
using GradAlign.Analyzer.Gram;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture;

/// <summary>The guards on the batched engine. Each gives the reason why its result cannot stand, or null.</summary>
internal static class CaptureGuards
{
    /// <summary>Far above float32 rounding, far below any real mistake; a network so ill-conditioned that it is exceeded goes through the loop, which costs time only.</summary>
    private const double Tolerance = 1e-3;

    /// <summary>Guard 1: Σᵢⱼ Gᵢⱼ of each captured parameter equals the squared norm of the ordinary gradient of the summed loss, relative to tr G.</summary>
    public static string? Sum(IReadOnlyDictionary<ModelParameter, GramMatrix> grams)
    {
        using var scope = NewDisposeScope();
        var floor = Floor(grams);
        foreach (var (parameter, gram) in grams)
        {
            var ordinary = parameter.Gradient is { } g ? g.to(ScalarType.Float64).pow(2).sum().item<double>() : 0;
            if (Close(gram.Sum, ordinary, Math.Max(floor, Math.Max(gram.Trace, ordinary)))) continue;
            return string.Create(CultureInfo.InvariantCulture,
                $"the captured gradients of '{parameter.Name}' add up to {gram.Sum:g4}, its batch gradient is {ordinary:g4}: an operation changes a layer's output in place or bypasses it, or the rule of {parameter.Owner.GetType().Name} is wrong");
        }

        return null;
    }

    /// <summary>Guard 2: two samples run alone give the same entries for each parameter; this sees what mixes samples, which the sum cannot.</summary>
    /// <param name="captured">G of the batch, a parameter.</param>
    /// <param name="alone">G of the two samples, by the loop.</param>
    /// <param name="samples">The two samples.</param>
    public static string? Alone(
        IReadOnlyDictionary<ModelParameter, GramMatrix> captured, IReadOnlyDictionary<ModelParameter, GramMatrix> alone, (int First, int Second) samples)
    {
        var (i, j) = samples;
        var (floor, none) = (Floor(captured), new GramMatrix(2, new double[4]));
        var different = captured.FirstOrDefault(c =>
        {
            var (batch, single) = (c.Value, alone.GetValueOrDefault(c.Key, none));
            var scale = Math.Max(floor, Math.Max(single.Trace, batch[i, i] + batch[j, j]));
            return !(Close(batch[i, i], single[0, 0], scale) && Close(batch[j, j], single[1, 1], scale) && Close(batch[i, j], single[0, 1], scale));
        }).Key;
        return different is null ? null : $"samples {i} and {j} have another gradient of '{different.Name}' alone than in the batch: an operation mixes samples";
    }

    // A layer counts in the scores however small its gradients are, so each is held against its own trace, down to where float32 leaves only rounding.
    private static double Floor(IReadOnlyDictionary<ModelParameter, GramMatrix> grams) => 1e-10 * grams.Values.Sum(g => g.Trace);

    private static bool Close(double a, double b, double scale) => Math.Abs(a - b) <= Tolerance * scale;
}
