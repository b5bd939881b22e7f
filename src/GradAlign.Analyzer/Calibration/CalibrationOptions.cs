namespace GradAlign.Analyzer.Calibration;

/// <summary>How a calibrator is made.</summary>
internal sealed record CalibrationOptions
{
    /// <summary>Seed of the folds, the permutations and the trees.</summary>
    public int Seed { get; init; }

    /// <summary>Confidence of the intervals that are reported, in (0, 1).</summary>
    public double Confidence { get; init; } = 0.9;

    /// <summary>Columns to learn from; empty: every score that <c>gradalign score</c> measures and the table has.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>What the accuracies are counted in.</summary>
    public AccuracyUnit Unit { get; init; }

    /// <summary>Name of the calibrator, in messages and reports.</summary>
    public string Name { get; init; } = "calibration";
}
