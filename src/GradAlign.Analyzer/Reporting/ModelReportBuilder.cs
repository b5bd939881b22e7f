using System.Globalization;
using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Reporting;

/// <summary>Summarises the seeds of a model.</summary>
internal static class ModelReportBuilder
{
    // Sound models have up to 1.7 times that of a guess, exploding ones 7 and more: docs/validity.md.
    private const double LossLimit = 3;

    /// <summary>One summary a score of the catalog.</summary>
    public static IReadOnlyList<ScoreSummary> Scores(IReadOnlyList<SeedScores> seeds) =>
        [.. ScoreCatalog.All.Select(s => ScoreSummary.Of(s.Key, [.. seeds.Select(seed => seed[s])]))];

    /// <summary>One summary a baseline that was asked for, in the order of the catalog, the user's own last.</summary>
    public static IEnumerable<ScoreSummary> Baselines(IReadOnlyList<SeedMeasurement> seeds) =>
        seeds[0].Baselines.Keys.Select(key => ScoreSummary.Of(key, [.. seeds.Select(s => s.Baselines[key])]));

    /// <summary>One report a layer; empty where a seed has none.</summary>
    public static IReadOnlyList<LayerReport> Layers(IReadOnlyList<SeedScores> seeds)
    {
        var first = seeds[0].Layers;
        if (seeds.Any(s => !s.Layers.Select(l => l.Layer.Name).SequenceEqual(first.Select(l => l.Layer.Name)))) return [];
        return [.. first.Select((layer, i) => Layer(layer, [.. seeds.Select(s => s.Layers[i])]))];
    }

    /// <summary>What was found while measuring: the loop, frozen batch norm, a loss that no guess would have.</summary>
    /// <param name="seeds">The seeds.</param>
    /// <param name="data">Where the batches came from; null: not known.</param>
    /// <param name="chance">The loss of a guess; null where there is no such thing.</param>
    public static IEnumerable<Finding> Findings(IReadOnlyList<SeedMeasurement> seeds, DataDescription? data = null, double? chance = null)
    {
        if (chance > 0 && seeds.Average(s => s.Loss) is { } loss && loss > LossLimit * chance)
            yield return Rules.LossAboveChance.Finding(Noise.Lead(data, string.Create(CultureInfo.InvariantCulture,
                $"The loss at initialisation is {loss:g4}, {loss / chance:g3} times that of a guess ({chance:0.00}): the outputs explode or are saturated, which the gradients' directions do not show. Lower the gain of the initialisation, or normalise.")));
        if (seeds.FirstOrDefault(s => s.LoopReason is not null)?.LoopReason is { } reason)
            yield return Rules.LoopFallback.Finding($"Scored with one backward pass a sample, which takes longer: {reason}.");
        else if (seeds.FirstOrDefault(s => s.PartialLoop is not null)?.PartialLoop is { } part)
            yield return Rules.LoopFallback.Finding($"{part.Parameters} of {part.Of} parameters took {part.Passes} passes of one sample a seed, the others one batched pass: {part.Why}. See docs/layers.md.");
        if (seeds.SelectMany(s => s.Carried).Distinct().ToArray() is { Length: > 0 } carried)
            yield return Rules.CarriedState.Finding($"A forward pass leaves something for the next one in {string.Join(", ", carried)}. It was put back before every pass, so each sample was scored alone; in training it reaches from batch to batch. Where that is not meant, keep it out of fields or set it anew in forward.");
        if (seeds.FirstOrDefault(s => s.Halves is not null)?.Halves is { } halves)
            yield return Rules.HalfPrecision.Finding($"The weights are {halves}: they were scored as Float32 copies, without the rounding of {halves} in forward and backward passes.");
        var frozen = seeds.SelectMany(s => s.Frozen).Distinct().ToArray();
        if (frozen.Length > 0)
            yield return Rules.BatchNormFrozen.Finding($"Each sample has a single position in {string.Join(", ", frozen)}: its statistics are those of the batch, held constant.");
    }

    /// <summary>What the plots show of the first seed that can show something; null where none can.</summary>
    public static GradientDetail? Gradients(IReadOnlyList<long> numbers, IReadOnlyList<SeedMeasurement> seeds) => seeds
        .Select((s, i) => s.Gram is null ? null : GradientDetail.Of(numbers[i], s.Gram.Total, s.Labels))
        .FirstOrDefault(d => d is not null);

    private static LayerReport Layer(LayerScores layer, IReadOnlyList<LayerScores> seeds) => new()
    {
        Name = layer.Layer.Name,
        Kind = layer.Layer.Kind,
        Shape = layer.Layer.Shape,
        IsOutput = layer.Layer.IsOutput,
        IsEligible = layer.IsEligible,
        DeadSeeds = seeds.Count(s => s.IsDead),
        Scores =
        [
            ScoreSummary.Of(ScoreCatalog.Conflict.Key, [.. seeds.Select(s => s.Conflict)]),
            ScoreSummary.Of(ScoreCatalog.Collapse.Key, [.. seeds.Select(s => s.Collapse)]),
            ScoreSummary.Of(ScoreCatalog.GradAlignII.Key, [.. seeds.Select(s => s.LogDeterminant)]),
            ScoreSummary.Of(ScoreCatalog.NegativePairRate.Key, [.. seeds.Select(s => s.NegativePairRate)]),
            ScoreSummary.Of(ScoreCatalog.RmsGradient.Key, [.. seeds.Select(s => ScoreValue.Of(s.RmsGradient))]),
        ],
    };
}
