namespace GradAlign.Analyzer.Explanations;

/// <summary>What went through one layer in an ordinary training pass of the batch; numbers are null where they could not be seen or are not finite.</summary>
public sealed record LayerFlow
{
    /// <summary>Name of the weight within the model.</summary>
    public required string Name { get; init; }

    /// <summary>Position of the layer's first call among all watched modules; null where no call was seen.</summary>
    public int? Position { get; init; }

    /// <summary>Whether calls of the layer's module can be seen at all: it has no modules within it.</summary>
    public required bool IsWatched { get; init; }

    /// <summary>Whether the backward pass reaches the weight, be it with zeros.</summary>
    public required bool IsReached { get; init; }

    /// <summary>Root mean square of the weight.</summary>
    public double? WeightRms { get; init; }

    /// <summary>Root mean square of the input of the last call.</summary>
    public double? InputRms { get; init; }

    /// <summary>Root mean square of the output of the last call.</summary>
    public double? OutputRms { get; init; }

    /// <summary>
    /// Share of the output that differs between samples, [0, 1]: rms of the deviation from the batch mean over the rms of the output.
    /// At 0 the layer's output is the same for every sample.
    /// </summary>
    public double? OutputSpread { get; init; }

    /// <summary>Share of the output that is positive, [0, 1]; at 0 a ReLU behind the layer is always off.</summary>
    public double? OutputPositiveShare { get; init; }

    /// <summary>Root mean square of the gradient of the summed loss by the output of the last call.</summary>
    public double? OutputGradientRms { get; init; }
}
