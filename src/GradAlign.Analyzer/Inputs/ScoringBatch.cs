using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Inputs;

/// <summary>A batch to score on.</summary>
public sealed record ScoringBatch : IDisposable
{
    private readonly IReadOnlyList<BatchArgument> arguments;
    private readonly object? targets;

    /// <summary>A batch of one input and one target, the samples first.</summary>
    /// <param name="inputs">[n × input shape], float32; int64 where they are tokens.</param>
    /// <param name="targets">[n], int64 class labels; [n × positions] where every position has one; what the loss takes where there is one.</param>
    public ScoringBatch(Tensor inputs, Tensor targets) : this([new(null, inputs, [0])], targets, inputs.shape.FirstOrDefault())
    {
    }

    /// <summary>A batch of several inputs, or several targets.</summary>
    /// <param name="arguments">What the model is given, in order; the first tensor of them is the one that the attribute describes.</param>
    /// <param name="targets">A tensor or a tuple of them, the samples first.</param>
    /// <param name="samples">Number of samples, n.</param>
    internal ScoringBatch(IReadOnlyList<BatchArgument> arguments, object? targets, long samples)
    {
        (this.arguments, this.targets) = (arguments, targets);
        Samples = (int)samples;
    }

    /// <summary>The first input, the one that the attribute describes.</summary>
    public Tensor Inputs
    {
        get => arguments.SelectMany(a => a.Tensors).First();
        init => arguments = Replaced(arguments, value);
    }

    /// <summary>The targets; the first of them where there are several.</summary>
    public Tensor Targets => TensorGroup.Of(targets).First();

    /// <summary>The loss ℓ; null: cross-entropy, with the classes in the output's second dimension.</summary>
    public ISampleLoss? Loss { get; init; }

    /// <summary>Number of samples, n.</summary>
    public int Samples { get; private init; }

    /// <summary>What the model is given, in order.</summary>
    internal IReadOnlyList<BatchArgument> Arguments => arguments;

    /// <summary>The targets, a tensor or a tuple of them.</summary>
    internal object AllTargets => targets!;

    /// <summary>The dimension of the first input that the samples are in; null where it is the same for all of them.</summary>
    internal int? SamplesAlong => arguments.SelectMany(a => a.SamplesAlong).First();

    /// <summary>Types and shapes of the inputs: equal for two batches that a model cannot tell apart by their form.</summary>
    internal string Form => string.Join(' ', arguments.Select(a => $"{a.Name}({string.Join(' ', a.Tensors.Select(t => $"{t.dtype} [{string.Join(',', t.shape)}]"))})"));

    /// <summary>Some samples that follow each other; views of this batch's tensors, to be disposed on their own.</summary>
    /// <param name="start">The first sample.</param>
    /// <param name="count">How many.</param>
    public ScoringBatch Narrow(long start, long count) =>
        Each((t, along) => along is { } dimension ? t.narrow(dimension, start, count) : t.alias()) with { Samples = (int)count };

    /// <summary>Copies of some samples, to be disposed on their own.</summary>
    /// <param name="samples">Their numbers, in the order that they are wanted in.</param>
    public ScoringBatch Select(IEnumerable<int> samples)
    {
        using var chosen = tensor(samples.Select(i => (long)i).ToArray(), device: Inputs.device);
        return Each((t, along) => along is { } dimension ? t.index_select(dimension, chosen) : t.alias()) with { Samples = (int)chosen.numel() };
    }

    /// <summary>The same on a device.</summary>
    /// <param name="device">The device.</param>
    public ScoringBatch To(Device device) => Each((t, _) => t.to(device));

    /// <summary>The same with its real numbers in 64 bits; tokens and labels stay whole numbers.</summary>
    public ScoringBatch InFloat64() => Each((t, _) => t.is_floating_point() ? t.to(ScalarType.Float64) : t);

    /// <summary>Hands the tensors to the dispose scope around the present one.</summary>
    internal ScoringBatch MoveToOuterDisposeScope() => Each((t, _) => t.MoveToOuterDisposeScope());

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        foreach (var tensor in arguments.SelectMany(a => a.Tensors).Concat(TensorGroup.Of(targets))) tensor.Dispose();
    }

    private ScoringBatch Each(Func<Tensor, int?, Tensor> change) =>
        new([.. arguments.Select(a => a.Each(change))], TensorGroup.Map(targets, t => change(t, 0)), Samples) { Loss = Loss };

    private static IReadOnlyList<BatchArgument> Replaced(IReadOnlyList<BatchArgument> arguments, Tensor first)
    {
        var isFirst = true;
        return [.. arguments.Select(a => a.Each((t, _) =>
        {
            var replaced = isFirst ? first : t;
            isFirst = false;
            return replaced;
        }))];
    }
}
