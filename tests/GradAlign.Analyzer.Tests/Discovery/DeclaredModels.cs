using GradAlign.Analyzer.Tests.Inputs;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Discovery;

/// <summary>Models as users declare them, right and wrong; only their metadata are read.</summary>
internal static class DeclaredModels
{
    [ScoredModel(32, Vocabulary = 100)]
    public static Module<Tensor, Tensor> LanguageModel() => Identity();

    [ScoredModel(32, Vocabulary = 100, Classes = 3)]
    public static Module<Tensor, Tensor> TextClassifier() => Identity();

    [ScoredModel(5, Loss = typeof(UserLosses.EachSample), Data = typeof(UserBatches.Good))]
    public static Module<Tensor, Tensor> Regression() => Identity();

    // A type of another assembly: whether it has the method, these metadata cannot tell.
    [ScoredModel(5, Loss = typeof(Uri))]
    public static Module<Tensor, Tensor> LossElsewhere() => Identity();

    [ScoredModel(5)]
    public static Module<Tensor, Tensor> NeitherClassesNorLoss() => Identity();

    [ScoredModel(5, Classes = 1, Loss = typeof(UserLosses.EachSample))]
    public static Module<Tensor, Tensor> OneClass() => Identity();

    [ScoredModel(32, Vocabulary = 1)]
    public static Module<Tensor, Tensor> OneToken() => Identity();

    [ScoredModel(5, Loss = typeof(UserLosses.Missing))]
    public static Module<Tensor, Tensor> LossMissing() => Identity();

    [ScoredModel(5, Loss = typeof(UserLosses.NotStatic))]
    public static Module<Tensor, Tensor> LossNotStatic() => Identity();

    [ScoredModel(5, Loss = typeof(UserLosses.WrongParameters))]
    public static Module<Tensor, Tensor> LossOfOneParameter() => Identity();

    [ScoredModel(5, Classes = 3, Data = typeof(UserBatches.Missing))]
    public static Module<Tensor, Tensor> BatchMissing() => Identity();
}
