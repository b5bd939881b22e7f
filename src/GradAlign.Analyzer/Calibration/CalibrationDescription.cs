using System.Text.Json.Serialization;

namespace GradAlign.Analyzer.Calibration;

/// <summary>What a report says of the calibration that it asked. Accuracies are fractions.</summary>
public sealed record CalibrationDescription
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Models that it was made of.</summary>
    public required int Models { get; init; }

    /// <summary>How it learnt.</summary>
    public required string Trainer { get; init; }

    /// <summary>Median absolute error of models that it was not trained on.</summary>
    public required double MedianAbsoluteError { get; init; }

    /// <summary>Kendall's τ_b of prediction and accuracy of models that it was not trained on; null where the prediction was constant.</summary>
    public double? Tau { get; init; }

    /// <summary>Confidence that <see cref="Coverage"/> was measured at.</summary>
    public required double Confidence { get; init; }

    /// <summary>Share of the models whose accuracy lay in the interval.</summary>
    public required double Coverage { get; init; }

    /// <summary>Every model, predicted without it, for a plot; of many models a part. No part of the JSON.</summary>
    [JsonIgnore]
    public IReadOnlyList<ScatterPoint> Scatter { get; init; } = [];
}
