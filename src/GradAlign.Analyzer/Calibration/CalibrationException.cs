namespace GradAlign.Analyzer.Calibration;

/// <summary>A table that cannot be calibrated on, or a file that is no calibrator: says what was seen, why it matters, what to do.</summary>
/// <param name="message">The message.</param>
public sealed class CalibrationException(string message) : Exception(message);
