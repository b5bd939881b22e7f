namespace GradAlign.Analyzer.Calibration;

/// <summary>What a calibrator's file says of it: how it was made, how well it did, what it may be asked.</summary>
internal sealed record CalibratorManifest
{
    /// <summary>Version of the file's format that this version writes and reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Version of the file's format.</summary>
    public required int Format { get; init; }

    /// <summary>Version of GradAlign that wrote it.</summary>
    public required string GradAlign { get; init; }

    /// <summary>Name of the calibration.</summary>
    public required string Name { get; init; }

    /// <summary>Rows that it was trained on.</summary>
    public required int Rows { get; init; }

    /// <summary>SHA-256 of the table.</summary>
    public required string DataSha256 { get; init; }

    /// <summary>Seed of the folds, the permutations and the trees.</summary>
    public required int Seed { get; init; }

    /// <summary>Confidence that <see cref="Coverage"/> was measured at.</summary>
    public required double Confidence { get; init; }

    /// <summary>What the table's accuracies were counted in.</summary>
    public required AccuracyUnit Unit { get; init; }

    /// <summary>How the scores were measured.</summary>
    public required CalibrationConditions Conditions { get; init; }

    /// <summary>The calibrator's own fit, by cross-validation; its name is the trainer's.</summary>
    public required FitMetrics Metrics { get; init; }

    /// <summary>Share of the rows in the interval around the prediction without them.</summary>
    public required double Coverage { get; init; }

    /// <summary>Median width of that interval, a fraction.</summary>
    public required double MedianWidth { get; init; }

    /// <summary>Every trainer that was tried, on the same folds.</summary>
    public required IReadOnlyList<FitMetrics> Tried { get; init; }

    /// <summary>The mean of the accuracies, and size alone, by the best of the same trainers on the same folds.</summary>
    public required IReadOnlyList<FitMetrics> Baselines { get; init; }

    /// <summary>The features, the most important first.</summary>
    public required IReadOnlyList<FeatureImportance> Features { get; init; }

    /// <summary>Prediction of unseen rows and their accuracy, of at most 2000 rows.</summary>
    public required IReadOnlyList<ScatterPoint> Scatter { get; init; }

    /// <summary>What was left out of the table.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>SHA-256 of every other entry of the file, by name.</summary>
    public IReadOnlyDictionary<string, string> Entries { get; init; } = new Dictionary<string, string>();
}
