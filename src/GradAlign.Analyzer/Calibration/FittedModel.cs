using GradAlign.Analyzer.Calibration.Models;
using GradAlign.Analyzer.Calibration.Trainers;

namespace GradAlign.Analyzer.Calibration;

/// <summary>A model with the scales of its features.</summary>
/// <param name="Features">A scale a feature.</param>
/// <param name="Model">What was learnt on them.</param>
internal sealed record FittedModel(IReadOnlyList<FeatureScale> Features, AccuracyModel Model)
{
    /// <summary>Learns scales and model from some rows.</summary>
    /// <param name="keys">Keys of the features.</param>
    /// <param name="rows">[rows × features], as measured.</param>
    /// <param name="targets">A normal score of accuracy a row.</param>
    /// <param name="trainer">How to learn.</param>
    public static FittedModel Train(IReadOnlyList<string> keys, double[][] rows, double[] targets, ITrainer trainer)
    {
        FeatureScale[] scales = [.. keys.Select((key, f) => FeatureScale.Of(key, [.. rows.Select(r => r[f])]))];
        return new(scales, trainer.Train(Scale(scales, rows), targets));
    }

    /// <summary>A normal score of accuracy a row.</summary>
    /// <param name="rows">[rows × features], as measured.</param>
    public double[] Predict(double[][] rows) => Model.Predict(Scale(Features, rows));

    /// <summary>Rows on the scales.</summary>
    /// <param name="scales">A scale a feature.</param>
    /// <param name="rows">[rows × features], as measured.</param>
    public static double[][] Scale(IReadOnlyList<FeatureScale> scales, double[][] rows) =>
        [.. rows.Select(r => r.Select((x, f) => scales[f].Apply(x)).ToArray())];
}
