using GradAlign.Analyzer.Gram;

namespace GradAlign.Analyzer.Metrics;

/// <summary>Scores the layers of one seed.</summary>
internal static class LayerMetrics
{
    private const double DeadLayer = 1e-5;

    /// <param name="layers">Layers over the live samples, in order of execution.</param>
    /// <param name="samples">n, the live samples.</param>
    public static IReadOnlyList<LayerScores> Measure(IReadOnlyList<LayerGram> layers, int samples)
    {
        var rms = layers.Select(l => Math.Sqrt(Math.Max(l.Gram.Trace, 0) / (samples * (double)l.Parameters))).ToArray();
        var largest = rms.DefaultIfEmpty(0).Max();
        return [.. layers.Select((layer, i) => Measure(layer, samples, rms[i], largest))];
    }

    private static LayerScores Measure(LayerGram layer, int samples, double rms, double largest)
    {
        var dead = rms <= DeadLayer * largest;
        var eligible = !layer.IsOutput && layer.Parameters >= 2L * samples;
        if (rms == 0)
        {
            var none = ScoreValue.NotApplicable("the layer receives no gradient");
            return new(layer, eligible, dead, rms, none, none, none);
        }

        var spectrum = new GramSpectrum(layer.Gram);
        return new(layer, eligible, dead, rms,
            ScoreValue.Of(spectrum.Conflict), ScoreValue.Of(spectrum.LogDeterminant), ScoreValue.Of(NegativePairs.Rate(layer.Gram)));
    }
}
