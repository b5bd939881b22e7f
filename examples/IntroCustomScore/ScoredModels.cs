using GradAlign;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IntroCustomScore;

/// <summary>Two models that differ in the scale of their output layer.</summary>
public static class ScoredModels
{
    /// <summary>Confident from the start: large weights in its output layer.</summary>
    [ScoredModel(20, Classes = 5)]
    public static Module<Tensor, Tensor> Confident() => Model(scale: 20);

    /// <summary>Undecided, as a network should be before it has seen anything.</summary>
    [ScoredModel(20, Classes = 5)]
    public static Module<Tensor, Tensor> Undecided() => Model(scale: 1);

    private static Module<Tensor, Tensor> Model(double scale)
    {
        var head = Linear(64, 5, hasBias: false);
        using var _ = no_grad();
        head.weight.mul_(scale);
        return Sequential(("hidden", Linear(20, 64)), ("relu", ReLU()), ("head", head));
    }
}
