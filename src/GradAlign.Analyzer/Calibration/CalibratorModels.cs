namespace GradAlign.Analyzer.Calibration;

/// <summary>What a calibrator predicts with.</summary>
internal sealed record CalibratorModels
{
    /// <summary>The scale of accuracy.</summary>
    public required TargetScale Target { get; init; }

    /// <summary>Trained on every row: gives the estimate itself.</summary>
    public required FittedModel Point { get; init; }

    /// <summary>A model a fold, trained without it: they give the interval.</summary>
    public required IReadOnlyList<FittedModel> Folds { get; init; }

    /// <summary>The residuals of the rows.</summary>
    public required IntervalResiduals Interval { get; init; }

    /// <summary>What was seen.</summary>
    public required Domain Domain { get; init; }
}
