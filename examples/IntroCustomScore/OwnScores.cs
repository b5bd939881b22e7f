using GradAlign;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IntroCustomScore;

/// <summary>
/// A score of one's own: any static method of this shape with the attribute. Run it with
/// <c>gradalign score examples/IntroCustomScore --scores initial_entropy</c>.
/// </summary>
internal static class OwnScores
{
    /// <summary>Mean entropy of the predictions, over that of guessing; 1: undecided, as before any training, 0: certain of something it cannot know.</summary>
    /// <param name="model">The freshly initialised model, in training mode with dropout off; what is done to its gradients and buffers is undone.</param>
    /// <param name="inputs">The batch, [n × 20].</param>
    /// <param name="targets">Its labels, [n].</param>
    [ModelScore("initial_entropy", HigherIsBetter = true)]
    private static double InitialEntropy(Module<Tensor, Tensor> model, Tensor inputs, Tensor targets)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var logits = model.call(inputs);
        var logProbabilities = functional.log_softmax(logits, 1);
        var entropy = -(logProbabilities.exp() * logProbabilities).sum(dim: 1).mean().item<float>();
        return entropy / Math.Log(logits.shape[1]);
    }
}
