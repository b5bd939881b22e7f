using System.Globalization;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;

namespace GradAlign.Analyzer.Verdicts;

/// <summary>
/// Says which layers are dead, and of what: a gradient that is absent, exactly zero, speaks for a layer that is not used or is shut off;
/// one that has vanished is there and has shrunk on its way back.
/// </summary>
internal static class DeadLayerSentences
{
    // The squares of smaller ones are zero in float32.
    private const string Measurable = "1e-22";

    /// <param name="dead">Dead hidden layers, mean over the seeds.</param>
    /// <param name="share">Their share of the hidden layers; null: not known.</param>
    /// <param name="layers">Every layer; none where the seeds differ in them.</param>
    public static string Of(double dead, double? share, IReadOnlyList<LayerReport> layers)
    {
        var smallest = layers.Select((l, i) => l.DeadSeeds > 0 && !l.IsOutput ? Smallest(l, i, layers) : null).OfType<Gradient>().ToArray();
        var (absent, vanished) = (smallest.Where(g => g.Rms == 0).ToArray(), smallest.Where(g => g.Rms > 0).ToArray());
        var part = share is null ? "" : Invariant($", {share:P0} of them,");
        return Invariant($"{dead:0.#} hidden {(dead == 1 ? "layer" : "layers")}{part} {(dead == 1 ? "is" : "are")} dead and {(dead == 1 ? "does" : "do")} not train.{Absent(absent)}{Vanished(vanished)}");
    }

    private static string Absent(Gradient[] absent) => absent.Length == 0
        ? ""
        : $" No gradient, or none above {Measurable}, reaches {Names(absent)}: unused, or shut off by what is behind. Remove what is not used, or change the activation behind it, its biases or its zero weights.";

    private static string Vanished(Gradient[] vanished) => vanished.MinBy(g => g.Rms / g.Largest) is not { } least
        ? ""
        : Invariant($" The gradient has vanished in {Names(vanished)}: its rms is {least.Rms:0.#e+0} in {least.Layer}, {least.Rms / least.Largest:0.#e+0} of that in {least.LargestLayer}. Add normalisation or residual connections, or an initialisation that keeps its size.");

    private static string Names(Gradient[] layers) => LayerNames.List([.. layers.Select(l => (l.Layer, l.Position))]);

    // In the seed in which it is least beside the largest layer's.
    private static Gradient? Smallest(LayerReport layer, int position, IReadOnlyList<LayerReport> layers)
    {
        var values = Rms(layer);
        return Enumerable.Range(0, values.Count).Select(seed =>
        {
            var (largest, name) = layers.Select(l => (Rms(l).ElementAtOrDefault(seed) ?? 0, l.Name)).MaxBy(l => l.Item1);
            return values[seed] is { } value && double.IsFinite(value) ? new Gradient(layer.Name, position, value, largest, name) : null;
        }).OfType<Gradient>().MinBy(g => g.Rms == 0 ? 0 : g.Rms / g.Largest);
    }

    private static IReadOnlyList<double?> Rms(LayerReport layer) => layer.Scores.FirstOrDefault(s => s.Key == ScoreCatalog.RmsGradient.Key)?.Values ?? [];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Gradient(string Layer, int Position, double Rms, double Largest, string LargestLayer);
}
