namespace GradAlign.Analyzer.Verdicts;

/// <summary>The limits that somebody configured; null: the default one, which holds at <see cref="DefaultBatchSize"/> samples only.</summary>
public sealed record Limits
{
    /// <summary>The number of samples at which the default limits hold: both headline scores depend on it.</summary>
    public const int DefaultBatchSize = 64;

    /// <summary>Default warning limit of conflict, in [0, 1].</summary>
    public const double DefaultWarnConflict = 0.80;

    /// <summary>Default error limit of conflict, in [0, 1].</summary>
    public const double DefaultMaxConflict = 0.90;

    /// <summary>Default warning limit of collapse, in [0, 1].</summary>
    public const double DefaultWarnCollapse = 0.95;

    /// <summary>Default error limit of collapse, in [0, 1].</summary>
    public const double DefaultMaxCollapse = 0.97;

    /// <summary>Dead hidden layers (mean over the seeds) from which there is a warning.</summary>
    public double WarnDeadLayers { get; init; } = 1;

    /// <summary>Share of dead hidden layers (mean over the seeds) from which there is an error.</summary>
    public double MaxDeadLayerShare { get; init; } = 0.5;

    /// <summary>Conflict above which there is a warning, in [0, 1].</summary>
    public double? WarnConflict { get; init; }

    /// <summary>Conflict above which there is an error, in [0, 1].</summary>
    public double? MaxConflict { get; init; }

    /// <summary>Collapse above which there is a warning, in [0, 1].</summary>
    public double? WarnCollapse { get; init; }

    /// <summary>Collapse above which there is an error, in [0, 1].</summary>
    public double? MaxCollapse { get; init; }

    /// <summary>Expected accuracy below which there is an error, in [0, 1]; null: none is asked for.</summary>
    public double? MinExpectedAccuracy { get; init; }

    /// <summary>Whether the lower end of the interval is held against that limit instead of the expected accuracy itself.</summary>
    public bool MinExpectedAccuracyByInterval { get; init; }

    /// <summary>These limits with the default ones filled in where they hold.</summary>
    /// <param name="batchSize">Samples in the batch, n.</param>
    /// <param name="batchNorm">Statistics of batch normalisation.</param>
    public Limits InForce(int batchSize, BatchNormMode batchNorm) => batchSize != DefaultBatchSize || batchNorm != BatchNormMode.PerSample ? this : this with
    {
        WarnConflict = WarnConflict ?? DefaultWarnConflict,
        MaxConflict = MaxConflict ?? DefaultMaxConflict,
        WarnCollapse = WarnCollapse ?? DefaultWarnCollapse,
        MaxCollapse = MaxCollapse ?? DefaultMaxCollapse,
    };
}
