namespace GradAlign.Analyzer.Calibration;

/// <summary>How the scores of a table were measured; null: the table does not say. Scores measured otherwise are other numbers.</summary>
/// <param name="BatchSize">Samples in the batch, n.</param>
/// <param name="BatchNorm">Statistics of batch normalisation.</param>
/// <param name="Synthetic">Whether the batch was synthetic.</param>
internal sealed record CalibrationConditions(int? BatchSize, BatchNormMode? BatchNorm, bool? Synthetic)
{
    private const string CrossEntropy = "cross-entropy";

    /// <summary>Shape of one input, such as <c>3x32x32</c>; models for other inputs end at other accuracies.</summary>
    public string? InputShape { get; init; }

    /// <summary>Number of classes.</summary>
    public int? Classes { get; init; }

    /// <summary>The loss; null: cross-entropy.</summary>
    public string? Loss { get; init; }

    /// <summary>What the table does not say, as the end of a sentence, so that models are not held against it; empty where it says all.</summary>
    public IEnumerable<string> Unsaid()
    {
        if (BatchSize is null) yield return "the batch size";
        if (BatchNorm is null) yield return "the batch norm";
        if (Synthetic is null) yield return "whether the data were real";
        if (InputShape is null) yield return "the input shape";
        if (Classes is null) yield return "the number of classes";
    }

    /// <summary>An input shape as the tables have it: <c>3x32x32</c>.</summary>
    /// <param name="shape">Shape of one input, without the batch dimension.</param>
    public static string Shape(IEnumerable<long> shape) => string.Join('x', shape.Select(s => s.ToString(System.Globalization.CultureInfo.InvariantCulture)));

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
        if (other.Loss is { } loss && loss != (Loss ?? CrossEntropy))
            yield return $"scored with the loss {loss}, calibrated with {Loss ?? CrossEntropy}";
        if (InputShape is { } shape && other.InputShape is { } input && shape != input)
            yield return $"takes inputs of {input}, calibrated on models for {shape}";
        if (Classes is { } classes && other.Classes is { } count && classes != count)
            yield return FormattableString.Invariant($"tells {count} classes apart, calibrated on models for {classes}");
    }
}
