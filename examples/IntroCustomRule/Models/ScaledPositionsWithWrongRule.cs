using GradAlign;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace IntroCustomRule.Models;

/// <summary>A mistake that is easily made: γ belongs to x, not to P.</summary>
internal sealed class ScaledPositionsWithWrongRule(long tokens, long width) : ScaledPositions(tokens, width), ILayerRule
{
    public IEnumerable<(Parameter Parameter, Tensor Gradients)> PerSampleGradients(Tensor input, Tensor outputGradient)
    {
        yield return (Positions, outputGradient * Scale);
        yield return (Scale, (outputGradient * input).sum(dim: 1));
    }
}
