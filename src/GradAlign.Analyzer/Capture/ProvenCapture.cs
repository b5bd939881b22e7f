namespace GradAlign.Analyzer.Capture;

/// <summary>A capture that all guards agreed to.</summary>
/// <param name="Signature">What ran, in order, with its shapes.</param>
/// <param name="Tolerance">What two samples alone may differ by from the batch, relative to the trace.</param>
internal sealed record ProvenCapture(string Signature, double Tolerance);
