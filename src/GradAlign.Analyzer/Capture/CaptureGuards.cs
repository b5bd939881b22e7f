using System.Globalization;
using GradAlign.Analyzer.Capture.Layers;
using GradAlign.Analyzer.Gram;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture;

/// <summary>The guards on the batched engine. Each gives the reason why its result cannot stand, or null.</summary>
internal static class CaptureGuards
{
    /// <summary>Far above float32 rounding, far below any real mistake; a network so ill-conditioned that it is exceeded goes through the loop, which costs time only.</summary>
    public const double Tolerance = 1e-3;

    /// <summary>Beyond this nothing is put down to rounding.</summary>
    private const double LargestTolerance = 0.25;

    /// <summary>Guard 1: Σᵢⱼ Gᵢⱼ of each captured parameter equals the squared norm of the ordinary gradient of the summed loss, relative to tr G.</summary>
    public static string? Sum(IReadOnlyDictionary<ModelParameter, GramMatrix> grams)
    {
        using var scope = NewDisposeScope();
        var floor = Floor(grams);
        foreach (var (parameter, gram) in grams)
        {
            var ordinary = parameter.Gradient is { } gradient ? GramContraction.Gram(gradient.reshape(1, -1)).Sum : 0;
            if (Close(gram.Sum, ordinary, Math.Max(floor, Math.Max(gram.Trace, ordinary)))) continue;
            var cause = LayerRule.For(parameter.Owner) is DeclaredRule
                ? $"the rule of {parameter.Owner.GetType().Name} is wrong, or an operation changes its output in place or bypasses it"
                : $"an operation changes the output of its {parameter.Owner.GetType().Name} in place or bypasses it; write y = relu(y) for relu_(y), ReLU() for ReLU(inplace: true), y = y + x for y.add_(x), and use the weight only through its module";
            return string.Create(CultureInfo.InvariantCulture, $"the captured gradients of '{parameter.Name}' add up to {gram.Sum:g4}, its batch gradient is {ordinary:g4}: {cause}");
        }

        return null;
    }

    /// <summary>Guard 2: two samples run alone give the same entries for each parameter; this sees what mixes samples, which the sum cannot.</summary>
    /// <param name="captured">G of the batch, a parameter.</param>
    /// <param name="alone">G of the two samples, by the loop.</param>
    /// <param name="samples">The two samples; twice the same where one ran alone.</param>
    /// <param name="tolerance">Relative to the trace of the samples.</param>
    public static string? Alone(
        IReadOnlyDictionary<ModelParameter, GramMatrix> captured, IReadOnlyDictionary<ModelParameter, GramMatrix> alone, (int First, int Second) samples,
        double tolerance = Tolerance)
    {
        var (parameter, distance) = Farthest(captured, alone, samples);
        return parameter is null || distance <= tolerance
            ? null
            : $"{(samples.First == samples.Second ? $"sample {samples.First} has" : $"samples {samples.First} and {samples.Second} have")} another gradient of '{parameter.Name}' alone than in the batch (by {distance.ToString("0.##%", CultureInfo.InvariantCulture)}, and {tolerance.ToString("0.##%", CultureInfo.InvariantCulture)} is allowed for rounding): an operation mixes samples";
    }

    /// <summary>
    /// What guard 3 must allow for a network that blows rounding up: a multiple of what inputs changed by as much as
    /// one large convolution rounds do to the same gradients. Exploding networks reach several percent.
    /// </summary>
    /// <param name="alone">G of one or two samples, by the loop.</param>
    /// <param name="disturbed">The same with disturbed inputs.</param>
    public static double ToleranceFor(IReadOnlyDictionary<ModelParameter, GramMatrix> alone, IReadOnlyDictionary<ModelParameter, GramMatrix> disturbed) =>
        Math.Clamp(8 * Farthest(alone, disturbed, (0, alone.Values.Select(g => g.Size).DefaultIfEmpty(1).Max() - 1)).Distance, Tolerance, LargestTolerance);

    /// <summary>The captured parameters to which guard 2 objects.</summary>
    /// <param name="captured">G of the batch, a parameter.</param>
    /// <param name="alone">G of the two samples, by the loop.</param>
    /// <param name="samples">The two samples.</param>
    public static IReadOnlyList<ModelParameter> Wrong(
        IReadOnlyDictionary<ModelParameter, GramMatrix> captured, IReadOnlyDictionary<ModelParameter, GramMatrix> alone, (int First, int Second) samples)
    {
        var floor = Floor(captured);
        return [.. captured.Keys.Where(p => Distance(p, captured, alone, samples, floor) > Tolerance)];
    }

    private static (ModelParameter? Parameter, double Distance) Farthest(
        IReadOnlyDictionary<ModelParameter, GramMatrix> captured, IReadOnlyDictionary<ModelParameter, GramMatrix> alone, (int First, int Second) samples)
    {
        var floor = Floor(captured);
        return captured.Keys.Union(alone.Keys).Select(p => ((ModelParameter?)p, Distance(p, captured, alone, samples, floor))).DefaultIfEmpty().MaxBy(d => d.Item2);
    }

    // Both ways: a parameter that only one of them knows differs by all it has.
    private static double Distance(
        ModelParameter parameter, IReadOnlyDictionary<ModelParameter, GramMatrix> captured, IReadOnlyDictionary<ModelParameter, GramMatrix> alone, (int First, int Second) samples, double floor)
    {
        var (i, j) = samples;
        var batch = captured.TryGetValue(parameter, out var b) ? (b[i, i], b[j, j], b[i, j]) : default;
        var single = alone.TryGetValue(parameter, out var s) ? (s[0, 0], s[s.Size - 1, s.Size - 1], s[0, s.Size - 1]) : default;
        var scale = Math.Max(floor, Math.Max(single.Item1 + single.Item2, batch.Item1 + batch.Item2));
        var difference = Math.Max(Math.Abs(batch.Item1 - single.Item1), Math.Max(Math.Abs(batch.Item2 - single.Item2), Math.Abs(batch.Item3 - single.Item3)));
        return double.IsNaN(difference) ? double.PositiveInfinity : scale > 0 ? difference / scale : 0;
    }

    // A layer counts in the scores however small its gradients are, so each is held against its own trace, down to where float32 leaves only rounding.
    private static double Floor(IReadOnlyDictionary<ModelParameter, GramMatrix> grams) => 1e-10 * grams.Values.Sum(g => g.Trace);

    private static bool Close(double a, double b, double scale) => Math.Abs(a - b) <= Tolerance * scale;
}
