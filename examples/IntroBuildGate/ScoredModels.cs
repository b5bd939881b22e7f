using GradAlign;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IntroBuildGate;

/// <summary>What the build scores: one sound model, and one that it refuses.</summary>
public static class ScoredModels
{
#if NORMALISED
    private const bool Normalised = true;
#else
    private const bool Normalised = false;
#endif

    /// <summary>Sound: three hidden layers need no normalisation.</summary>
    [ScoredModel(1, 28, 28, Classes = 10)]
    public static Module<Tensor, Tensor> Shallow() => Mlp.Of(hiddenLayers: 3, normalised: false, classes: 10);

    /// <summary>Refused: eleven hidden layers without normalisation, so that gradients conflict and samples cannot be told apart.</summary>
    [ScoredModel(1, 28, 28, Classes = 10)]
    public static Module<Tensor, Tensor> Deep() => Mlp.Of(hiddenLayers: 11, Normalised, classes: 10);
}
