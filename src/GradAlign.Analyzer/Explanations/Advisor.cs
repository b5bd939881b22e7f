using System.Globalization;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Explanations;

/// <summary>Says what to try, each with the numbers that speak for it. What was not measured is not advised on.</summary>
internal static class Advisor
{
    // Below this share the outputs of a layer are nearly the same for every sample. Sound models of docs/scores.md stay above it.
    private const double NarrowSpread = 0.2;
    private const double SteepFlow = 1e-3;
    private const double DullActivation = 0.3;

    // Whoever is told more than this reads none of it.
    private const int Most = 5;

    /// <summary>At most five pieces of advice, no two of which say the same.</summary>
    /// <param name="report">The model's report.</param>
    /// <param name="seen">The explanation, still without advice.</param>
    public static IReadOnlyList<Advice> Advise(ModelReport report, ModelExplanation seen)
    {
        var spread = Spread(report, seen).FirstOrDefault();
        Advice[] advice = [.. NonFinite(seen), .. DeadLayers(report, seen, spread), .. HasVanished(seen) || spread is null ? Array.Empty<Advice>() : [spread], .. Flow(report, seen), .. Classes(report, seen)];
        return advice.Length > 0 ? [.. advice.Take(Most)] : [Otherwise(report)];
    }

    private static IEnumerable<Advice> NonFinite(ModelExplanation seen)
    {
        if (seen.Flow.FirstNonFinite is { } module)
        {
            yield return new($"Keep the numbers finite from '{module}' on: a smaller initial scale before it, normalisation, or a guard on its division, logarithm or root.",
                $"'{module}' is the first module whose output holds a NaN or an infinite number.");
        }
    }

    private static bool HasVanished(ModelExplanation seen) => seen.DeadLayers.Any(d => d.Cause == DeadLayerCause.Vanished);

    // Normalising is the cure for vanished gradients and for outputs that are all alike, so the spread speaks for the same advice.
    private static IEnumerable<Advice> DeadLayers(ModelReport report, ModelExplanation seen, Advice? spread)
    {
        foreach (var group in DeadLayerGroup.Of(report.Layers, seen.DeadLayers))
        {
            var action = group.Cause switch
            {
                DeadLayerCause.NeverExecuted => "Remove these layers, or call them in forward",
                DeadLayerCause.NotConnected => "Use the output of these layers, or remove them; look for detach() and no_grad() behind them",
                DeadLayerCause.ZeroInput => "Look at what comes before these layers: give them an input that is not zero",
                DeadLayerCause.ZeroWeight => "Start the weight behind these layers with small random numbers instead of zeros, unless it is meant to open up in training (then exclude them from the limit on dead layers)",
                DeadLayerCause.Saturated => "Change the initialisation (the biases first) or the activation behind these layers, so that a part of its inputs is where it has a slope",
                DeadLayerCause.Vanished => "Add normalisation or residual connections, or an initialisation that keeps the gradient's size (Kaiming for ReLU, Xavier for tanh)",
                _ => "Look at how these layers are used: their gradient is exactly zero",
            };
            var also = group.Cause == DeadLayerCause.Vanished && spread is not null ? " " + spread.Reason : "";
            yield return new($"{action}: {group.Layers}.", $"{group.First.Name}: {group.First.Message}.{also}");
        }
    }

    private static IEnumerable<Advice> Spread(ModelReport report, ModelExplanation seen)
    {
        var (conflict, collapse) = (Above(report, ScoreCatalog.Conflict, Limits.DefaultWarnConflict), Above(report, ScoreCatalog.Collapse, Limits.DefaultWarnCollapse));
        var layers = seen.Flow.Layers.Where(l => l is { Position: not null, InputRms: not null, OutputSpread: not null }).OrderBy(l => l.Position).ToArray();
        if ((conflict ?? collapse) is null || layers.Length < 2 || layers.FirstOrDefault(l => l.OutputSpread < NarrowSpread) is not { } narrow) yield break;
        var has = seen.Flow.Normalisations == 0 ? "no normalisation module ran" : Text($"{seen.Flow.Normalisations} normalisation modules ran");
        yield return new(
            seen.Flow.Normalisations == 0
                ? "Normalise before the activations (BatchNorm2d in convolutional networks, LayerNorm in others), or add residual connections."
                : $"Normalise at {narrow.Name} and behind it too, or add residual connections around these layers.",
            Text($"The outputs of {layers[0].Name} differ between samples by {layers[0].OutputSpread:0%} of their size, those of {narrow.Name} by {narrow.OutputSpread:0%}, the last ones by {(layers[^1].OutputSpread < 0.001 ? "less than 0.1%" : Text($"{layers[^1].OutputSpread:0.0%}"))}: the later layers see nearly the same input for every sample ({has}); {conflict ?? collapse}."));
    }

    private static IEnumerable<Advice> Flow(ModelReport report, ModelExplanation seen)
    {
        var hidden = report.Layers.Where(l => !l.IsOutput && l.DeadSeeds == 0).Select(l => (l.Name, Rms: Mean(l, ScoreCatalog.RmsGradient))).Where(l => l.Rms > 0).ToArray();
        if (hidden.Length >= 3)
        {
            var (first, last) = (hidden[0], hidden[^1]);
            var ratio = first.Rms!.Value / last.Rms!.Value;
            var numbers = Text($"The rms gradient is {first.Rms:0.#e+0} in {first.Name} and {last.Rms:0.#e+0} in {last.Name}, {hidden.Length - 1} layers later.");
            if (ratio < SteepFlow && !HasVanished(seen))
                yield return new("Keep the gradient from vanishing: a larger initial scale (Kaiming for ReLU, Xavier for tanh), normalisation or residual connections.", numbers);
            if (ratio > 1 / SteepFlow)
                yield return new("Keep the gradient from exploding: a smaller initial scale, or normalisation.", numbers);
        }

        var dull = seen.Flow.Activations.Where(a => a.MeanDerivative < DullActivation).ToArray();
        if (dull.Length >= 3)
        {
            yield return new($"Replace {string.Join(", ", dull.Select(a => a.Kind).Distinct())} by an activation with a larger slope (ReLU, GELU), or normalise before it.",
                Text($"{dull.Length} activation modules have a mean derivative of {dull.Average(a => a.MeanDerivative):0.00}: each lets that share of the gradient through."));
        }
    }

    private static IEnumerable<Advice> Classes(ModelReport report, ModelExplanation seen)
    {
        if (report.Classes < 4 || Above(report, ScoreCatalog.Conflict, Limits.DefaultWarnConflict) is not { } conflict) yield break;
        if (seen.Pairs?.ClassPairs is [var worst, ..] && worst.Contribution >= 0.5 * report[ScoreCatalog.Conflict]!.Mean)
        {
            yield return new($"Look at the samples of the classes {worst.First} and {worst.Second}, and at their labels.",
                Text($"This pair alone adds {worst.Contribution:0.00} ({conflict}), with a mean cosine of {worst.MeanCosine:0.00}."));
        }
    }

    private static Advice Otherwise(ModelReport report)
    {
        var (conflict, collapse) = (Above(report, ScoreCatalog.Conflict, Limits.DefaultWarnConflict), Above(report, ScoreCatalog.Collapse, Limits.DefaultWarnCollapse));
        if (conflict is not null || collapse is not null)
        {
            return new("Add normalisation or residual connections, or make the network shallower.",
                $"{conflict ?? collapse}; nothing else that was measured stands out.");
        }

        if (report.Findings.FirstOrDefault(f => f.Id == Rules.LossAboveChance.Id) is { } exploded)
        {
            return new("Lower the gain of the initialisation (Kaiming for ReLU, Xavier for tanh), normalise, or scale the residual branches.", exploded.Message);
        }

        return report[ScoreCatalog.Conflict] is { State: ScoreState.Defined }
            ? new("Nothing needs a change before training.", "Conflict and collapse are below their warning limits and no layer is dead. These limits catch pathologies; they promise no accuracy.")
            : new("Check the model's outputs, loss and initialisation.", $"Conflict is undefined: {report[ScoreCatalog.Conflict]?.Reason ?? "nothing was measured"}.");
    }

    private static string? Above(ModelReport report, ScoreDefinition score, double limit) =>
        report[score]?.Mean is { } mean && mean > limit ? Text($"{score.Title.ToLowerInvariant()} is {mean:0.00}") : null;

    private static double? Mean(LayerReport layer, ScoreDefinition score) => layer.Scores.FirstOrDefault(s => s.Key == score.Key)?.Mean;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
