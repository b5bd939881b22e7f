using GradAlign.Analyzer.Discovery;
using static TorchSharp.torch;

namespace GradAlign.Testing;

/// <summary>What a model is scored on: where samples come from, and what the model takes and gives. Holds no tensor.</summary>
public sealed class ModelBatch
{
    private ModelBatch(int classes, IReadOnlyList<long> inputShape, int vocabulary = 0)
    {
        // A language model tells no classes apart, but the tokens of its vocabulary.
        if (vocabulary == 0 || classes != 0) ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        if (inputShape.Count == 0 || inputShape.Any(s => s < 1)) throw new ArgumentException("The shape of one input, without the batch dimension, is missing or not positive.", nameof(inputShape));
        (Classes, InputShape, Vocabulary) = (classes, inputShape, vocabulary);
    }

    /// <summary>Number of classes; labels are 0 to Classes − 1. 0 for a language model.</summary>
    public int Classes { get; }

    /// <summary>Number of tokens, of which the inputs are made; 0 where the inputs are numbers.</summary>
    public int Vocabulary { get; }

    /// <summary>Shape of one input, without the batch dimension.</summary>
    public IReadOnlyList<long> InputShape { get; }

    internal string? Data { get; private init; }

    internal Delegate? Code { get; private init; }

    /// <summary>Standard normal inputs and labels i mod C.</summary>
    /// <param name="classes">Number of classes, C; at least 2.</param>
    /// <param name="inputShape">Shape of one input, without the batch dimension.</param>
    public static ModelBatch Synthetic(int classes, params long[] inputShape) => new(classes, inputShape);

    /// <summary>Random tokens, each position's label the next token: for a language model, which gives [n × length × vocabulary].</summary>
    /// <param name="vocabulary">Number of tokens; at least 2.</param>
    /// <param name="inputShape">Shape of one input, without the batch dimension: its length.</param>
    public static ModelBatch LanguageModel(int vocabulary, params long[] inputShape)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabulary, 2);
        return new(0, inputShape, vocabulary);
    }

    /// <summary>Random tokens and labels i mod C: for a classifier of token sequences.</summary>
    /// <param name="vocabulary">Number of tokens; at least 2.</param>
    /// <param name="classes">Number of classes, C; at least 2.</param>
    /// <param name="inputShape">Shape of one input, without the batch dimension: its length.</param>
    public static ModelBatch Tokens(int vocabulary, int classes, params long[] inputShape)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabulary, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        return new(classes, inputShape, vocabulary);
    }

    /// <summary>Samples of a data set on disk.</summary>
    /// <param name="data">Data set as <c>gradalign score --data</c> names it, such as <c>idx:IMAGES,LABELS</c> or a folder; a relative path starts at the current directory.</param>
    /// <param name="classes">Number of classes; at least 2.</param>
    /// <param name="inputShape">Shape of one input, without the batch dimension.</param>
    public static ModelBatch FromData(string data, int classes, params long[] inputShape)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(data);
        return new(classes, inputShape) { Data = data };
    }

    /// <summary>Samples of a method. The same size and seed have to give the same batch.</summary>
    /// <param name="batch">Takes n and a seed; gives inputs [n × input shape], float32, and labels [n], int64. One that captures variables ties the scoring to the test's process.</param>
    /// <param name="classes">Number of classes; at least 2.</param>
    /// <param name="inputShape">Shape of one input, without the batch dimension.</param>
    public static ModelBatch From(Func<int, long, (Tensor Inputs, Tensor Targets)> batch, int classes, params long[] inputShape)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return new(classes, inputShape) { Code = batch };
    }

    /// <summary>
    /// Samples of a method, for a model that takes several inputs: a tuple of them and, last, the targets, or a dictionary by the names of
    /// <c>forward</c>'s parameters and <c>targets</c>. The same size and seed have to give the same batch.
    /// </summary>
    /// <typeparam name="TBatch">A tuple of tensors, or of tuples of them, or a dictionary.</typeparam>
    /// <param name="batch">Takes n and a seed. The samples are one dimension of each input; what keeps its shape for any n is the same for all samples. It is called with another size too.</param>
    /// <param name="classes">Number of classes; at least 2.</param>
    /// <param name="inputShape">Shape of the first input, without the dimension of the samples.</param>
    public static ModelBatch From<TBatch>(Func<int, long, TBatch> batch, int classes, params long[] inputShape)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return new(classes, inputShape) { Code = batch };
    }

    /// <summary>The batch of an attributed model; null where it names a type of its own for its data or loss, which another assembly need not see.</summary>
    internal static ModelBatch? Of(ModelCase model) => model.DataType is null && model.LossType is null ? new(model.Classes, model.InputShape, model.Vocabulary) : null;
}
