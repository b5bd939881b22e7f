using GradAlign.Analyzer.Gram;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;

namespace GradAlign.Analyzer.Capture;

/// <summary>What one seed gives: Gram matrices or the reason why there are none, and the model's size.</summary>
/// <param name="Gram">Gram matrices; null where the score is undefined.</param>
/// <param name="Undefined">Why it is undefined.</param>
/// <param name="LoopReason">Why the loop took over; null where it did not.</param>
/// <param name="PartialLoop">What alone went through the loop; null where nothing did, or everything.</param>
/// <param name="Frozen">Batch-norm modules that were frozen.</param>
/// <param name="Size">Parameters, MACs, layers.</param>
internal sealed record SeedMeasurement(GradientGram? Gram, string? Undefined, string? LoopReason, PartialLoop? PartialLoop, IReadOnlyList<string> Frozen, ModelSize Size)
{
    /// <summary>Mean loss of the batch; null where there is no score.</summary>
    public double? Loss { get; init; }

    /// <summary>Class label of each sample; null where the targets are none.</summary>
    public IReadOnlyList<long>? Labels { get; init; }

    /// <summary>What passes left in the model and was put back before the next one, as <c>Type.field</c>.</summary>
    public IReadOnlyList<string> Carried { get; init; } = [];

    /// <summary>The half-precision number format of the weights that were scored as float32 copies; null where there are none.</summary>
    public string? Halves { get; init; }

    /// <summary>What an explanation needs beyond that; null where none was asked for.</summary>
    public SeedDetail? Detail { get; init; }

    /// <summary>The baselines that were asked for, by key.</summary>
    public IReadOnlyDictionary<string, ScoreValue> Baselines { get; init; } = new Dictionary<string, ScoreValue>();
}
