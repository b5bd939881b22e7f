namespace GradAlign.Analyzer.Calibration;

/// <summary>How the scores of a table were measured; null: the table does not say. Scores measured otherwise are other numbers.</summary>
/// <param name="BatchSize">Samples in the batch, n.</param>
/// <param name="BatchNorm">Statistics of batch normalisation.</param>
/// <param name="Synthetic">Whether the batch was synthetic.</param>
internal sealed record CalibrationConditions(int? BatchSize, BatchNormMode? BatchNorm, bool? Synthetic)
{
    /// <summary>Why scores measured under other conditions are outside the calibration's domain; empty where they are not.</summary>
    /// <param name="other">The conditions of those scores.</param>
    public IEnumerable<string> Differences(CalibrationConditions other)
    {
        if (BatchSize is { } n && other.BatchSize is { } m && n != m)
            yield return FormattableString.Invariant($"scored with {m} samples, calibrated with {n}");
        if (BatchNorm is { } mode && other.BatchNorm is { } seen && mode != seen)
            yield return $"scored with {seen} batch norm, calibrated with {mode}";
        if (Synthetic is { } synthetic && other.Synthetic is { } actual && synthetic != actual)
            yield return actual ? "scored on synthetic data, calibrated on real data" : "scored on real data, calibrated on synthetic data";
    }
}
