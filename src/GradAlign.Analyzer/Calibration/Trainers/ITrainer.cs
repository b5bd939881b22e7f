using GradAlign.Analyzer.Calibration.Models;

namespace GradAlign.Analyzer.Calibration.Trainers;

/// <summary>A way of learning.</summary>
internal interface ITrainer
{
    /// <summary>Name in reports.</summary>
    string Name { get; }

    /// <summary>Learns.</summary>
    /// <param name="rows">[rows × features], scaled.</param>
    /// <param name="targets">A normal score of accuracy a row.</param>
    AccuracyModel Train(double[][] rows, double[] targets);

    /// <summary>The same trainer with its settings fixed to what suits these rows: folds then differ in their rows alone.</summary>
    /// <param name="rows">[rows × features], scaled.</param>
    /// <param name="targets">A normal score of accuracy a row.</param>
    ITrainer Tuned(double[][] rows, double[] targets) => this;
}
