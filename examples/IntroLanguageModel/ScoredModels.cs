using GradAlign;
using IntroLanguageModel.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IntroLanguageModel;

/// <summary>Models whose inputs are tokens, and one whose targets are no labels.</summary>
public static class ScoredModels
{
    /// <summary>Predicts the next token: a vocabulary and no classes. The loss is cross-entropy, averaged over a sample's tokens.</summary>
    [ScoredModel(32, Vocabulary = 128)]
    public static Module<Tensor, Tensor> TinyGpt() => new Gpt(vocabulary: 128, length: 32);

    /// <summary>Tells four kinds of text apart: a vocabulary, and classes.</summary>
    [ScoredModel(32, Vocabulary = 128, Classes = 4)]
    public static Module<Tensor, Tensor> TextClassifier() => new BagOfTokens(vocabulary: 128, classes: 4);

    /// <summary>Fits a curve: a loss of its own, and data, because nobody can make up its targets.</summary>
    [ScoredModel(16, Loss = typeof(HuberLoss), Data = typeof(Waves))]
    public static Module<Tensor, Tensor> WaveRegression() =>
        Sequential(("hidden1", Linear(16, 64)), ("act1", GELU()), ("hidden2", Linear(64, 64)), ("act2", GELU()), ("output", Linear(64, 1)));
}
