namespace GradAlign.Analyzer.Calibration;

/// <summary>Scores and accuracies put together row by row, as they were read; null: empty, or not finite.</summary>
/// <param name="Identities">What identifies each row's model.</param>
/// <param name="Accuracy">Accuracy after training.</param>
/// <param name="Columns">The numeric columns beside it.</param>
internal sealed record RawTable(
    IReadOnlyList<string> Identities, IReadOnlyList<double?> Accuracy, IReadOnlyList<(string Key, IReadOnlyList<double?> Values)> Columns)
{
    /// <summary>The group of each row, which is never split between training and test; null: every row is a group of its own.</summary>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>How the scores were measured.</summary>
    public CalibrationConditions Conditions { get; init; } = new(null, null, null);
}
