namespace GradAlign.FashionCells.Trainings;

/// <summary>What a training came to.</summary>
/// <param name="Accuracy">Share of the test images that are classified rightly, in [0, 1].</param>
/// <param name="Loss">Mean training loss of the last epoch; NaN where it diverged.</param>
internal sealed record TrainingResult(double Accuracy, double Loss);
