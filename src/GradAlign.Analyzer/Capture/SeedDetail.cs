using GradAlign.Analyzer.Explanations;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Networks;

namespace GradAlign.Analyzer.Capture;

/// <summary>What an explanation needs of one seed beyond its Gram matrices.</summary>
/// <param name="Flow">What an ordinary training pass showed.</param>
internal sealed record SeedDetail(GradientFlow Flow)
{
    /// <param name="network">The model; left as it was.</param>
    /// <param name="batch">The batch, on the model's device.</param>
    public static SeedDetail Of(ScoredNetwork network, ScoringBatch batch) => new(FlowTrace.Run(network, batch));
}
