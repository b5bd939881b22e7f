namespace GradAlign.Analyzer.Calibration;

/// <summary>A row of the table, predicted by the model that did not see it.</summary>
/// <param name="Predicted">Predicted accuracy, [0, 1].</param>
/// <param name="Accuracy">Its accuracy, [0, 1].</param>
public sealed record ScatterPoint(double Predicted, double Accuracy);
