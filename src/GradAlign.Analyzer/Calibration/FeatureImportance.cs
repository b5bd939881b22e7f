namespace GradAlign.Analyzer.Calibration;

/// <summary>What a feature is worth to a calibrator.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Least">Smallest value in the table.</param>
/// <param name="Most">Largest value in the table.</param>
/// <param name="Increase">By how much the mean absolute error of unseen rows grows where the feature's values change places; a fraction.</param>
internal sealed record FeatureImportance(string Key, double Least, double Most, double Increase);
