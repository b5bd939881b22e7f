using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Reporting;

/// <summary>One layer's numbers over the seeds.</summary>
public sealed record LayerReport
{
    /// <summary>Name of the weight within the model, such as <c>stage1.0.conv1.weight</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Kind of module, such as <c>Conv2d</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Shape of the weight.</summary>
    public required IReadOnlyList<long> Shape { get; init; }

    /// <summary>Whether this is the last layer in order of execution.</summary>
    public required bool IsOutput { get; init; }

    /// <summary>Whether the layer takes part in collapse: hidden, and at least 2n parameters.</summary>
    public required bool IsEligible { get; init; }

    /// <summary>Number of seeds in which the layer was dead.</summary>
    public required int DeadSeeds { get; init; }

    /// <summary>Conflict, collapse, GradAlign-II term, negative-pair rate and rms gradient of this layer alone.</summary>
    public required IReadOnlyList<ScoreSummary> Scores { get; init; }
}
