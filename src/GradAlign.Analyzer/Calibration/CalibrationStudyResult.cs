namespace GradAlign.Analyzer.Calibration;

/// <summary>What a study of one number of training rows came to.</summary>
internal sealed record CalibrationStudyResult
{
    /// <summary>Rows in all.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows trained on in each split.</summary>
    public required int Train { get; init; }

    /// <summary>Splits, random or by folds.</summary>
    public required int Splits { get; init; }

    /// <summary>Folds of the cross-validation; null where the splits are random.</summary>
    public int? Folds { get; init; }

    /// <summary>Seed of the first split.</summary>
    public required int Seed { get; init; }

    /// <summary>Confidence of the intervals.</summary>
    public required double Confidence { get; init; }

    /// <summary>Mean over the splits of the share of unseen rows that lie in their interval.</summary>
    public required double Coverage { get; init; }

    /// <summary>Standard deviation of that share over the splits.</summary>
    public required double CoverageDeviation { get; init; }

    /// <summary>That share of each split, in their order.</summary>
    public required IReadOnlyList<double> Coverages { get; init; }

    /// <summary>Mean over the splits of the median width, a fraction.</summary>
    public required double MedianWidth { get; init; }

    /// <summary>Mean over the splits of the share of unseen rows that the domain check calls outside.</summary>
    public required double Outside { get; init; }

    /// <summary>How often each trainer was chosen.</summary>
    public required IReadOnlyDictionary<string, int> Trainers { get; init; }

    /// <summary>The calibrator and what it is held against.</summary>
    public required IReadOnlyList<StudyMethod> Methods { get; init; }
}
