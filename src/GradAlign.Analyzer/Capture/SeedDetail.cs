using GradAlign.Analyzer.Explanations;
using GradAlign.Analyzer.Inputs;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture;

/// <summary>What an explanation needs of one seed beyond its Gram matrices.</summary>
/// <param name="Flow">What an ordinary training pass showed.</param>
internal sealed record SeedDetail(GradientFlow Flow)
{
    /// <param name="model">The model; left as it was.</param>
    /// <param name="batch">The batch, on the model's device.</param>
    public static SeedDetail Of(Module<Tensor, Tensor> model, ScoringBatch batch) => new(FlowTrace.Run(model, batch));
}
