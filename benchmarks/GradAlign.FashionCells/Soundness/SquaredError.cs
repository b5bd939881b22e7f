using GradAlign.Analyzer.Inputs;
using static TorchSharp.torch;

namespace GradAlign.FashionCells.Soundness;

/// <summary>Squared error, the mean over a sample's outputs.</summary>
internal sealed class SquaredError : ISampleLoss
{
    public string Name => "squared error";

    public Tensor Of(Tensor output, Tensor targets) => (output.flatten(1) - targets.reshape(targets.shape[0], -1)).square().mean([1]);

    public void Check(Tensor output, Tensor targets)
    {
        if (output.numel() != targets.numel()) throw new ArgumentException($"{output.numel()} outputs for {targets.numel()} targets.");
    }
}
