namespace GradAlign.FashionCells.Trainings;

/// <summary>The recipe of a training; every architecture has the same.</summary>
internal sealed record TrainingOptions
{
    /// <summary>Passes over the training images.</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>Images a step.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Greatest learning rate of Adam; it rises over the first twentieth of the steps and falls as a cosine to 0.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>Training images, the first of the file.</summary>
    public int TrainImages { get; init; } = 10_000;

    /// <summary>Test images, the first of the file.</summary>
    public int TestImages { get; init; } = 10_000;
}
