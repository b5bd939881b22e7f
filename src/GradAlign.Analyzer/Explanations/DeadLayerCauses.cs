using System.Globalization;
using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Explanations;

/// <summary>Finds why layers are dead, from what one seed's passes showed.</summary>
internal static class DeadLayerCauses
{
    // Far below what any working activation lets through, above what rounding leaves.
    private const double Shut = 1e-4;

    /// <summary>The dead layers of one seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="layers">Scores of its layers, in order of execution.</param>
    /// <param name="flow">Its training pass.</param>
    public static IEnumerable<DeadLayer> Of(long seed, IReadOnlyList<LayerScores> layers, GradientFlow flow)
    {
        var flows = flow.Layers.ToDictionary(l => l.Name);
        return layers.Where(l => l.IsDead).Select(l =>
        {
            var (cause, message) = Cause(l, layers, flows[l.Layer.Name], flow);
            return new DeadLayer(l.Layer.Name, seed, cause, message);
        });
    }

    private static (DeadLayerCause Cause, string Message) Cause(LayerScores layer, IReadOnlyList<LayerScores> layers, LayerFlow seen, GradientFlow flow)
    {
        if (!seen.IsReached)
        {
            return seen is { IsWatched: true, Position: null }
                ? (DeadLayerCause.NeverExecuted, "no call of it was seen and the loss does not depend on it: the forward pass does not use it")
                : (DeadLayerCause.NotConnected, seen.Position is null
                    ? "the backward pass does not reach it: its output is not used, or is detached"
                    : "it runs, but the backward pass does not reach it: its output is not used, or is detached");
        }

        if (seen.InputRms == 0) return (DeadLayerCause.ZeroInput, "it runs on zeros only: what comes before it gives no signal");
        return Blocker(seen, flow) ?? Shrinking(layer, seen, layers);
    }

    // The first module from the layer onwards that lets nothing back. Order of execution stands for the path: in a network with branches a neighbour may come in between.
    private static (DeadLayerCause Cause, string Message)? Blocker(LayerFlow layer, GradientFlow flow)
    {
        if (layer is not { Position: { } start, OutputGradientRms: 0 }) return null;
        var saturated = flow.Activations
            .Where(a => a.Position > start && a.MeanDerivative <= Shut)
            .Select(a => (a.Position, DeadLayerCause.Saturated, Text($"no gradient arrives at its output: {a.Name} ({a.Kind}) behind it has a mean derivative of {a.MeanDerivative:0.#e+0}")));
        var off = flow.Layers
            .Where(l => l.Position >= start && l is { OutputPositiveShare: 0, OutputGradientRms: 0, OutputRms: > 0 })
            .Select(l => (l.Position!.Value, DeadLayerCause.Saturated, l.Name == layer.Name
                ? "no gradient arrives at its output, and no value of its output is positive: a ReLU behind it is always off"
                : $"no gradient arrives at its output: no value of the output of {l.Name} is positive, so a ReLU behind that is always off"));
        var zero = flow.Layers
            .Where(l => l.Position > start && l is { WeightRms: 0, OutputGradientRms: > 0 })
            .Select(l => (l.Position!.Value, DeadLayerCause.ZeroWeight, $"no gradient arrives at its output: every weight of {l.Name} behind it is zero, so nothing comes back through that"));
        var first = saturated.Concat(off).Concat(zero).OrderBy(c => c.Item1).FirstOrDefault();
        return first.Item3 is null ? null : (first.Item2, first.Item3);
    }

    private static (DeadLayerCause Cause, string Message) Shrinking(LayerScores layer, LayerFlow seen, IReadOnlyList<LayerScores> layers)
    {
        var largest = layers.MaxBy(l => l.RmsGradient)!;
        var order = layers.ToList();
        var steps = order.IndexOf(largest) - order.IndexOf(layer);
        if (layer.RmsGradient <= 0 && seen.OutputGradientRms is > 0 and var arriving) return (DeadLayerCause.Vanished, Text($"its gradient has vanished: that of its output has an rms of {arriving:0.#e+0}, and the square of its own is zero in float32"));
        if (layer.RmsGradient <= 0) return (DeadLayerCause.Unknown, "the backward pass reaches it with a gradient of exactly zero, and nothing that was measured explains it");
        var ratio = layer.RmsGradient / largest.RmsGradient;
        var vanished = Text($"its gradient has vanished: its rms is {layer.RmsGradient:0.#e+0}, {ratio:0.#e+0} of that of {largest.Layer.Name} ({largest.RmsGradient:0.#e+0})");
        return (DeadLayerCause.Vanished, vanished + (steps <= 0
            ? ", which runs earlier: it is lost on this layer's own way to the loss"
            : Text($", {steps} {(steps == 1 ? "layer" : "layers")} later: on the way back it shrinks to {Math.Pow(ratio, 1.0 / steps):g2} of itself a layer")));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
