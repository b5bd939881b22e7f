using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Calibration;

/// <summary>What a calibrator must beat: the mean, and the size of the network.</summary>
internal static class SizeBaselines
{
    /// <summary>Name of the constant prediction.</summary>
    public const string Mean = "mean";

    /// <summary>The sizes, which every report has.</summary>
    public static IReadOnlyList<string> Keys { get; } = [ScoreCatalog.Params.Key, ScoreCatalog.Macs.Key, ScoreCatalog.TrainableLayers.Key];

    /// <summary>The columns of each baseline.</summary>
    public static IReadOnlyList<(string Name, string[] Keys)> Sets { get; } =
    [
        (ScoreCatalog.Params.Key, [ScoreCatalog.Params.Key]),
        ("params + macs", [ScoreCatalog.Params.Key, ScoreCatalog.Macs.Key]),
        ("params + macs + layers", [ScoreCatalog.Params.Key, ScoreCatalog.Macs.Key, ScoreCatalog.TrainableLayers.Key]),
    ];

    /// <summary>The fit of every baseline that the table has the columns of.</summary>
    /// <param name="table">The table, with every column that was read.</param>
    /// <param name="folds">The fold of each row.</param>
    /// <param name="target">The scale of accuracy.</param>
    /// <param name="seed">Seed of the trees.</param>
    public static IEnumerable<FitMetrics> Measure(CalibrationTable table, int[] folds, TargetScale target, int seed)
    {
        double[] means = [.. Enumerable.Range(0, folds.Max() + 1).Select(fold => table.Accuracy.Where((_, i) => folds[i] != fold).Average())];
        yield return FitMetrics.Of(Mean, table.Accuracy, [.. folds.Select(f => means[f])]) with { Tau = null };
        foreach (var (name, keys) in Sets.Where(s => s.Keys.All(table.Features.Contains)))
        {
            var (best, _) = CrossValidation.Best(table.Only(keys)!, folds, target, seed);
            yield return FitMetrics.Of(name, table.Accuracy, best.Accuracy);
        }
    }
}
