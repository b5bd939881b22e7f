using GradAlign;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace IntroCustomRule.Models;

/// <summary>The same with its rule. With g the gradient of y, [n × tokens × width]: ∂P = g, and ∂γ = Σ over tokens of g ∘ x.</summary>
internal sealed class ScaledPositionsWithRule(long tokens, long width) : ScaledPositions(tokens, width), ILayerRule
{
    public IEnumerable<(Parameter Parameter, Tensor Gradients)> PerSampleGradients(Tensor input, Tensor outputGradient)
    {
        yield return (Positions, outputGradient);
        yield return (Scale, (outputGradient * input).sum(dim: 1));
    }
}
