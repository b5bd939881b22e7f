namespace GradAlign.Testing;

/// <summary>What an estimate of the caller's own says of a model's accuracy after training.</summary>
/// <param name="Value">Expected accuracy, [0, 1].</param>
/// <param name="Lower">Lower end of its interval.</param>
/// <param name="Upper">Upper end of its interval.</param>
/// <param name="Calibration">What it was learnt on, for the message.</param>
/// <param name="IsInDomain">Whether the model is like those of the calibration; outside, the estimate is Inconclusive.</param>
public sealed record ExpectedAccuracy(double Value, double Lower, double Upper, string Calibration, bool IsInDomain);
