namespace GradAlign.Analyzer.Metrics;

/// <summary>Every score of one seed.</summary>
/// <param name="Scores">One value a key of <see cref="ScoreCatalog"/>.</param>
/// <param name="Layers">One entry a layer, in order of execution.</param>
public sealed record SeedScores(IReadOnlyDictionary<string, ScoreValue> Scores, IReadOnlyList<LayerScores> Layers)
{
    /// <summary>The value of a score.</summary>
    /// <param name="score">Which score.</param>
    public ScoreValue this[ScoreDefinition score] => Scores[score.Key];

    /// <summary>Scores that could not be measured at all.</summary>
    /// <param name="reason">Why.</param>
    public static SeedScores Undefined(string reason) =>
        new(ScoreCatalog.All.ToDictionary(s => s.Key, _ => ScoreValue.Undefined(reason)), []);
}
