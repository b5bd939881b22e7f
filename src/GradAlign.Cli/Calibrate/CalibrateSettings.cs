using GradAlign.Analyzer.Calibration;

namespace GradAlign.Cli.Calibrate;

/// <summary>The arguments of <c>calibrate</c> and of <c>calibrate test</c>.</summary>
internal sealed record CalibrateSettings
{
    /// <summary>File of scores.</summary>
    public required string Scores { get; init; }

    /// <summary>File of accuracies.</summary>
    public required string Accuracy { get; init; }

    /// <summary>Where the calibrator goes; null: nowhere.</summary>
    public string? Out { get; init; }

    /// <summary>Search space.</summary>
    public string? Space { get; init; }

    /// <summary>Column that identifies a model.</summary>
    public string? Identity { get; init; }

    /// <summary>Column of the accuracy.</summary>
    public string? Column { get; init; }

    /// <summary>Column of the group.</summary>
    public string? Group { get; init; }

    /// <summary>Shape of one input, such as <c>3x32x32</c>; null: as the scores say.</summary>
    public string? InputShape { get; init; }

    /// <summary>Number of classes; null: as the scores say.</summary>
    public int? Classes { get; init; }

    /// <summary>Random splits of the study, or repetitions of its cross-validation; 0: none.</summary>
    public int Splits { get; init; }

    /// <summary>Folds of the study's cross-validation; null: random splits.</summary>
    public int? Folds { get; init; }

    /// <summary>Numbers of training rows of the study.</summary>
    public IReadOnlyList<int> Train { get; init; } = [];

    /// <summary>How to calibrate.</summary>
    public required CalibrationOptions Options { get; init; }
}
