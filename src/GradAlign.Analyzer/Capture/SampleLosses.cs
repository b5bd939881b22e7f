using GradAlign.Analyzer.Inputs;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture;

/// <summary>The loss: cross-entropy or the user's, one value a sample.</summary>
internal static class SampleLosses
{
    /// <summary>ℓ(f(xᵢ), yᵢ), [n].</summary>
    /// <param name="output">What the model returns, [n × …].</param>
    /// <param name="targets">What it should say, [n × …].</param>
    /// <param name="loss">The batch's loss; null: cross-entropy over logits, [n × classes].</param>
    public static Tensor Of(Tensor output, Tensor targets, ISampleLoss? loss = null) =>
        loss is null ? CrossEntropy.Of(output, targets, tokens: false) : loss.Of(output, targets);
}
