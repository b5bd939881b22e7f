using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Text;

/// <summary>Networks over tokens, small enough for a test.</summary>
public static class TextModels
{
    [ScoredModel(20, Vocabulary = 60, Classes = 4)]
    public static Module<Tensor, Tensor> TextCnn() => new TextCnn(vocabulary: 60, classes: 4);

    [ScoredModel(12, Vocabulary = 60, Classes = 4)]
    public static Module<Tensor, Tensor> BagClassifier() => new BagClassifier(vocabulary: 60, classes: 4);

    [ScoredModel(10, Vocabulary = 40)]
    public static Module<Tensor, Tensor> GruLanguageModel() => new GruLanguageModel(vocabulary: 40, layers: 2);

    [ScoredModel(10, Vocabulary = 40, Classes = 3)]
    public static Module<Tensor, Tensor> LstmClassifier() => new LstmClassifier(vocabulary: 40, classes: 3);

    [ScoredModel(10, Vocabulary = 40)]
    public static Module<Tensor, Tensor> MaskedEncoder() => new MaskedEncoder(vocabulary: 40);

    [ScoredModel(12, Vocabulary = 40)]
    public static Module<Tensor, Tensor> Gpt() => new Gpt(vocabulary: 40, length: 12);

    [ScoredModel(12, Vocabulary = 40)]
    public static Module<Tensor, Tensor> TiedLanguageModel() => new TiedLanguageModel(vocabulary: 40, length: 12);

    [ScoredModel(10, Vocabulary = 40)]
    public static Module<Tensor, Tensor> Llama() => new Llama(vocabulary: 40, layers: 2);

    [ScoredModel(8, Vocabulary = 40)]
    public static Module<Tensor, Tensor> MixtureOfExperts() => new MixtureOfExperts(vocabulary: 40, experts: 4);

    [ScoredModel(10, Vocabulary = 40, Classes = 3)]
    public static Module<Tensor, Tensor> ConvolutionsOverTime() => new ConvolutionsOverTime(vocabulary: 40, classes: 3);

    /// <summary>Queries and documents of one encoder.</summary>
    [ScoredModel(8, Vocabulary = 40, Classes = 2, Data = typeof(Pairs))]
    public static Module<Tensor, Tensor, Tensor> TwinEncoder() => new TwinEncoder(vocabulary: 40);

    /// <summary>Tokens, and a mask for all of them.</summary>
    [ScoredModel(8, Vocabulary = 40, Data = typeof(Masked))]
    public static Module<Tensor, Tensor, Tensor> SharedMask() => new SharedMask(vocabulary: 40);

    /// <summary>Tokens, and which of them are padding.</summary>
    [ScoredModel(8, Vocabulary = 40, Classes = 3, Data = typeof(Padded))]
    public static Module<Tensor, Tensor?, Tensor> PaddedEncoder() => new PaddedEncoder(vocabulary: 40, classes: 3);
}
