using System.Text.Json.Serialization;

namespace GradAlign.Analyzer.Reporting;

/// <summary>The size of a model: the baseline that every score is shown beside.</summary>
/// <param name="Params">Trainable parameters.</param>
/// <param name="Macs">Multiply-accumulate operations of one sample in its layers; null where a layer could not be watched.</param>
/// <param name="TrainableLayers">Weight tensors with two or more dimensions.</param>
public sealed record ModelSize(long Params, long? Macs, int TrainableLayers)
{
    /// <summary>Names of the modules whose operations could not be counted, for no call of them was seen; empty where <see cref="Macs"/> is known.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Uncounted { get; init; } = [];
}
