using GradAlign;
using IntroScore;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IntroTestGate;

/// <summary>The models that a theory goes through: in a project of yours, the type that declares your models.</summary>
public static class SoundModels
{
    /// <summary>Two hidden layers after the first, no normalisation.</summary>
    [ScoredModel(1, 28, 28, Classes = 10)]
    public static Module<Tensor, Tensor> MlpShallow() => ScoredModels.MlpShallow();

    /// <summary>Four convolutions, each with batch normalisation.</summary>
    [ScoredModel(1, 28, 28, Classes = 10)]
    public static Module<Tensor, Tensor> CnnNormalised() => ScoredModels.CnnNormalised();
}
