namespace GradAlign.Analyzer.Calibration;

/// <summary>The accuracy that a calibration expects of a model after training. It holds for models, data and training like those of the calibration.</summary>
public sealed record AccuracyEstimate
{
    /// <summary>Name of the calibration.</summary>
    public required string Calibration { get; init; }

    /// <summary>Expected accuracy, [0, 1]; null where a score that it takes is undefined or was not measured.</summary>
    public double? Value { get; init; }

    /// <summary>Lower end of the interval, [0, 1]; 0 also where there are too few rows to bound it.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper end of the interval, [0, 1].</summary>
    public double? Upper { get; init; }

    /// <summary>Share of models like the calibration's whose accuracy lies in the interval.</summary>
    public required double Confidence { get; init; }

    /// <summary>Why the model is unlike those of the calibration; empty where it is like them. Where it is not, the numbers promise nothing.</summary>
    public IReadOnlyList<string> Outside { get; init; } = [];

    /// <summary>Whether the model is like those of the calibration and there is an estimate.</summary>
    public bool IsInDomain => Value is not null && Outside.Count == 0;
}
