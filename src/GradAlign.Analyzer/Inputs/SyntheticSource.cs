using System.Globalization;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Reporting;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Inputs;

/// <summary>
/// Noise without end: standard normal numbers, or tokens, each as likely as any other; labels i mod C, or the next token.
/// </summary>
internal sealed class SyntheticSource : IBatchSource
{
    private readonly IReadOnlyList<long> inputShape;
    private readonly int classes;
    private readonly int vocabulary;

    /// <param name="inputShape">Shape of one input.</param>
    /// <param name="classes">Number of classes, C; 0 where the target is the next token.</param>
    /// <param name="vocabulary">Number of tokens; 0 where the inputs are numbers.</param>
    public SyntheticSource(IReadOnlyList<long> inputShape, int classes, int vocabulary = 0)
    {
        (this.inputShape, this.classes, this.vocabulary) = (inputShape, classes, vocabulary);
        Description = new(DataDescription.Synthetic, string.Create(CultureInfo.InvariantCulture,
            $"{(vocabulary > 0 ? $"tokens drawn evenly from {vocabulary}" : "standard normal inputs")}, {(classes > 0 ? $"labels i mod {classes}" : "targets the next token")}"));
    }

    public DataDescription Description { get; }

    /// <summary>Noise for a model.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="Verdicts.ScoringException">GA0006: nothing says what its targets are.</exception>
    public static SyntheticSource For(ModelCase model) => model is { Classes: 0, Vocabulary: 0 }
        ? throw InputError.Configuration(
            $"The model {model.Name} has a Loss and neither Classes nor Data, so there is nothing to make up targets from. Give Data, a type with a Batch method, or name a data set. {BatchSource.Syntax}")
        : new(model.InputShape, model.Classes, model.Vocabulary);

    public ScoringBatch Draw(int size, long seed)
    {
        // A generator and a stream of its own: from the same one, inputs and initial weights would be the same numbers.
        using var generator = new Generator(unchecked((ulong)(seed + 1) * 0x9E3779B97F4A7C15) >> 32);
        using var indices = arange(size, dtype: int64);
        if (vocabulary == 0)
            return new ScoringBatch(randn([size, .. inputShape], dtype: float32, device: CPU, generator: generator), indices.remainder(classes));

        // One token more than a sequence, so that every position has a next one.
        long length = inputShape[^1];
        using var tokens = randint(0, vocabulary, [size, .. inputShape.SkipLast(1), length + 1], dtype: int64, device: CPU, generator: generator);
        return new ScoringBatch(
            tokens.narrow(-1, 0, length).contiguous(),
            classes > 0 ? indices.remainder(classes) : tokens.narrow(-1, 1, length).contiguous());
    }
}
