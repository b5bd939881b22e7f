namespace GradAlign.Analyzer.Metrics;

/// <summary>
/// The training-free aggregate: gradalign_ii_layerwise + 0.7 ln(trainable_layers) + 0.01 synflow − 0.3 max(0, ln(grad_norm / trainable_layers)).
/// Each part carries a search space where another says nothing: docs/decisions/0020-aggregate.md. It needs no other network beside the one that is scored.
/// </summary>
internal static class Aggregate
{
    private const double Depth = 0.7;
    private const double Flow = 0.01;
    private const double Explosion = 0.3;

    // What the layer-wise mean is where no hidden layer gets a gradient; nothing flows through such a network.
    private static readonly double NoIndependence = Math.Log(GramSpectrum.Epsilon);

    /// <summary>What it is made of beside the scores that are always measured.</summary>
    public static IReadOnlyList<ScoreDefinition> Parts { get; } = [ScoreCatalog.TrainableLayers, ScoreCatalog.GradNorm, ScoreCatalog.SynFlow];

    /// <summary>Whether it is among what was asked for.</summary>
    /// <param name="scores"><c>all</c>, or keys joined by commas; null: none.</param>
    public static bool IsAsked(string? scores) =>
        (scores ?? "").Split(',', StringSplitOptions.TrimEntries).Any(k => k == "all" || k == ScoreCatalog.Aggregate.Key);

    /// <summary>Its value; null where a part has none.</summary>
    /// <param name="part">The value of a part; null where it has none.</param>
    public static double? Of(Func<ScoreDefinition, double?> part)
    {
        if (part(ScoreCatalog.GradAlignIILayerwise) is not { } independence || part(ScoreCatalog.TrainableLayers) is not { } layers || part(ScoreCatalog.GradNorm) is not { } norm) return null;
        if ((part(ScoreCatalog.SynFlow) ?? (independence <= NoIndependence ? 0 : null)) is not { } flow) return null;
        return independence + (Depth * Math.Log(layers)) + (Flow * flow) - (Explosion * Math.Max(0, Math.Log(norm / layers)));
    }

    /// <summary>Its value of a seed.</summary>
    /// <param name="scores">The project's own scores.</param>
    /// <param name="parts">The parts, by key.</param>
    public static ScoreValue Of(SeedScores scores, IReadOnlyDictionary<string, ScoreValue> parts)
    {
        // On tokens there is no flow to be asked for, be the network dead or not.
        if (Part(ScoreCatalog.SynFlow).State != ScoreState.NotApplicable && Of(s => Part(s).Value) is { } value) return ScoreValue.Of(value);
        var (missing, reason) = new[] { ScoreCatalog.GradAlignIILayerwise }.Concat(Parts).Select(s => (s, Part(s))).First(p => p.Item2.State != ScoreState.Defined);
        var why = $"its part {missing.Key} has no value: {reason.Reason}";
        return reason.State == ScoreState.NotApplicable ? ScoreValue.NotApplicable(why) : ScoreValue.Undefined(why);

        ScoreValue Part(ScoreDefinition score) => parts.TryGetValue(score.Key, out var part) ? part : scores[score];
    }
}
