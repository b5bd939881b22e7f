using GradAlign.Analyzer.Calibration.Models;

namespace GradAlign.Analyzer.Calibration.Trainers;

/// <summary>Two trainers, whose predictions are averaged.</summary>
/// <param name="first">One.</param>
/// <param name="second">The other.</param>
internal sealed class BlendTrainer(ITrainer first, ITrainer second) : ITrainer
{
    /// <summary>One.</summary>
    public ITrainer First => first;

    /// <summary>The other.</summary>
    public ITrainer Second => second;

    public string Name => $"{first.Name} + {second.Name}";

    public AccuracyModel Train(double[][] rows, double[] targets) => new BlendModel(first.Train(rows, targets), second.Train(rows, targets));

    public ITrainer Tuned(double[][] rows, double[] targets) => new BlendTrainer(first.Tuned(rows, targets), second.Tuned(rows, targets));
}
