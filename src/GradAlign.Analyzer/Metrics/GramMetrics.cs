using GradAlign.Analyzer.Gram;

namespace GradAlign.Analyzer.Metrics;

/// <summary>Turns the Gram matrices of one seed into scores (definitions: docs/scores.md).</summary>
public static class GramMetrics
{
    private const double DeadSample = 1e-12;

    /// <summary>Computes every score. What cannot be measured is undefined and says why; nothing is thrown.</summary>
    /// <param name="gram">Gram matrices over all samples of the batch.</param>
    public static SeedScores Measure(GradientGram gram)
    {
        if (!gram.Total.IsFinite || gram.Layers.Any(l => !l.Gram.IsFinite))
            return SeedScores.Undefined("a per-sample gradient is not finite: the network explodes, or its loss is not finite");

        var live = LiveSamples(gram.Total);
        if (live.Length == 0)
            return SeedScores.Undefined("every per-sample gradient is zero: no parameter influences the loss");
        if (live.Length < 2)
            return SeedScores.Undefined($"only {live.Length} of {gram.Total.Size} samples has a gradient; conflict needs two");

        var total = gram.Total.Select(live);
        var layers = LayerMetrics.Measure([.. gram.Layers.Select(l => l with { Gram = l.Gram.Select(live) })], live.Length);
        return new(Scores(total, layers, gram.Total.Size - live.Length), layers);
    }

    /// <summary>The samples whose squared gradient norm is above 1e-12 of the largest; none where every gradient is zero.</summary>
    /// <param name="total">G over all parameters, [n × n]; finite.</param>
    internal static int[] LiveSamples(GramMatrix total)
    {
        var all = Enumerable.Range(0, total.Size).ToArray();
        var largest = all.Select(i => total[i, i]).DefaultIfEmpty(0).Max();
        return [.. all.Where(i => total[i, i] > DeadSample * largest)];
    }

    private static Dictionary<string, ScoreValue> Scores(GramMatrix total, IReadOnlyList<LayerScores> layers, int deadSamples)
    {
        var spectrum = new GramSpectrum(total);
        var layerwise = Layerwise(layers);
        var hidden = layers.Where(l => !l.Layer.IsOutput).ToArray();
        var deadLayers = hidden.Count(l => l.IsDead);
        var layerRates = layers.Where(l => !l.IsDead).Select(l => l.NegativePairRate.Value).OfType<double>().ToArray();
        return new()
        {
            [ScoreCatalog.Conflict.Key] = ScoreValue.Of(spectrum.Conflict),
            [ScoreCatalog.Collapse.Key] = layerwise.Value is { } s ? ScoreValue.Of(1 - Math.Exp(s)) : layerwise,
            [ScoreCatalog.GradAlignI.Key] = ScoreValue.Of(GradAlignI(total)),
            [ScoreCatalog.GradAlignIILayerwise.Key] = layerwise,
            [ScoreCatalog.GradAlignII.Key] = ScoreValue.Of(spectrum.LogDeterminant),
            [ScoreCatalog.GradAlignIIOutput.Key] = layers.FirstOrDefault(l => l.Layer.IsOutput)?.LogDeterminant
                ?? ScoreValue.NotApplicable("the model has no layer"),
            [ScoreCatalog.DescentEfficiency.Key] = ScoreValue.Of(Math.Max(total.Sum, 0) / (total.Size * total.Trace)),
            [ScoreCatalog.NegativePairRate.Key] = ScoreValue.Of(NegativePairs.Rate(total)),
            [ScoreCatalog.NegativePairRateLayers.Key] = layerRates.Length > 0
                ? ScoreValue.Of(layerRates.Average())
                : ScoreValue.NotApplicable("the model has no live layer"),
            [ScoreCatalog.EffectiveRank.Key] = ScoreValue.Of(spectrum.EffectiveRank),
            [ScoreCatalog.NumericalRank.Key] = ScoreValue.Of(spectrum.NumericalRank),
            [ScoreCatalog.DeadLayers.Key] = ScoreValue.Of(deadLayers),
            [ScoreCatalog.DeadLayerShare.Key] = hidden.Length > 0
                ? ScoreValue.Of(deadLayers / (double)hidden.Length)
                : ScoreValue.NotApplicable("the model has no hidden layer"),
            [ScoreCatalog.DeadSamples.Key] = ScoreValue.Of(deadSamples),
        };
    }

    // (1/n) Σᵢ cos(gᵢ, ḡ), and 0 where ḡ = 0. With r = G·1: gᵢ·ḡ = rᵢ/n and ‖ḡ‖ = √(1ᵀr)/n.
    private static double GradAlignI(GramMatrix gram)
    {
        var sum = gram.Sum;
        if (sum <= 0) return 0;
        var samples = Enumerable.Range(0, gram.Size).ToArray();
        return samples.Average(i => samples.Sum(j => gram[i, j]) / Math.Sqrt(gram[i, i] * sum));
    }

    private static ScoreValue Layerwise(IReadOnlyList<LayerScores> layers)
    {
        var eligible = layers.Where(l => l.IsEligible).ToArray();
        if (eligible.Length == 0)
            return ScoreValue.NotApplicable("no hidden layer has 2n parameters or more, so none can be judged");

        var live = eligible.Where(l => !l.IsDead).Select(l => l.LogDeterminant).ToArray();
        if (live.Length == 0) return ScoreValue.Of(Math.Log(GramSpectrum.Epsilon));
        return live.FirstOrDefault(s => s.State != ScoreState.Defined) is { State: not ScoreState.Defined } undefined
            ? undefined
            : ScoreValue.Of(live.Average(s => s.Value!.Value));
    }
}
