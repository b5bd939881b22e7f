namespace GradAlign.Analyzer.Correlation;

/// <summary>The size of every cell's network.</summary>
internal sealed class NetworkSizes(ScoreColumn parameters, ScoreColumn? layers)
{
    /// <summary>Params, for partial correlations.</summary>
    public RankedColumn Parameters { get; } = Ranked(parameters);

    /// <summary>Trainable layers; null where they are not known.</summary>
    public RankedColumn? Layers { get; } = layers is null ? null : Ranked(layers);

    /// <summary>Number of the group of equal params and layers, a row each.</summary>
    public IReadOnlyList<int> Groups { get; } = EqualSizeTau.Groups(parameters.Values.Select((p, i) => (p, layers?.Values[i])));

    private static RankedColumn Ranked(ScoreColumn column) => new([.. column.Values.Select(v => v!.Value)]);
}
