using GradAlign;
using IntroScore.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IntroScore;

/// <summary>Models to score: sound ones, and ones with a fault that shows before any training.</summary>
public static class ScoredModels
{
    /// <summary>Sound: low conflict, low collapse.</summary>
    [ScoredModel(1, 28, 28, Classes = 10)]
    public static Module<Tensor, Tensor> ResNet20() => new ResNet(classes: 10);

    /// <summary>Sound: three hidden layers need no normalisation.</summary>
    [ScoredModel(1, 28, 28, Classes = 10)]
    public static Module<Tensor, Tensor> MlpShallow() => new Mlp(128, 2, x => functional.relu(x), normalised: false);

    /// <summary>Sound: eleven hidden layers, each normalised.</summary>
    [ScoredModel(1, 28, 28, Classes = 10)]
    public static Module<Tensor, Tensor> MlpDeepNormalised() => new Mlp(128, 10, x => functional.relu(x), normalised: true);

    /// <summary>Faulty: eleven hidden layers without normalisation; samples can no longer be told apart.</summary>
    [ScoredModel(1, 28, 28, Classes = 10)]
    public static Module<Tensor, Tensor> MlpDeepPlain() => new Mlp(128, 10, x => functional.relu(x), normalised: false);

    /// <summary>Faulty: the gradient vanishes through 21 sigmoids, so most layers are dead.</summary>
    [ScoredModel(1, 28, 28, Classes = 10)]
    public static Module<Tensor, Tensor> MlpDeepSigmoid() => new Mlp(64, 20, x => functional.sigmoid(x), normalised: false);

    /// <summary>Sound.</summary>
    [ScoredModel(1, 28, 28, Classes = 10)]
    public static Module<Tensor, Tensor> CnnNormalised() => new Cnn(normalised: true);

    /// <summary>Doubtful: the same without batch normalisation.</summary>
    [ScoredModel(1, 28, 28, Classes = 10)]
    public static Module<Tensor, Tensor> CnnPlain() => new Cnn(normalised: false);

    /// <summary>Sound.</summary>
    [ScoredModel(1, 28, 28, Classes = 10)]
    public static Module<Tensor, Tensor> VisionTransformer() => new PatchTransformer();

    /// <summary>Faulty in part: two layers of a side branch never get a gradient.</summary>
    [ScoredModel(1, 28, 28, Classes = 10)]
    public static Module<Tensor, Tensor> CnnDeadBranch() => new DeadBranchCnn();
}
