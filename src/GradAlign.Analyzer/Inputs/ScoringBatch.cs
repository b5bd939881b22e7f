using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Inputs;

/// <summary>A batch to score on.</summary>
/// <param name="Inputs">[n × input shape], float32; int64 where they are tokens.</param>
/// <param name="Targets">[n], int64 class labels; [n × positions] where every position has one; what the loss takes where there is one.</param>
public sealed record ScoringBatch(Tensor Inputs, Tensor Targets) : IDisposable
{
    /// <summary>The loss ℓ; null: cross-entropy, with the classes in the output's second dimension.</summary>
    public ISampleLoss? Loss { get; init; }

    /// <summary>Number of samples, n.</summary>
    public int Samples => (int)Inputs.shape[0];

    /// <summary>Types and shapes of the inputs: equal for two batches that a model cannot tell apart by their form.</summary>
    internal string Form => $"{Inputs.dtype} [{string.Join(',', Inputs.shape)}]";

    /// <summary>Some samples that follow each other; views of this batch's tensors, to be disposed on their own.</summary>
    /// <param name="start">The first sample.</param>
    /// <param name="count">How many.</param>
    public ScoringBatch Narrow(long start, long count) => Each(t => t.narrow(0, start, count));

    /// <summary>Copies of some samples, to be disposed on their own.</summary>
    /// <param name="samples">Their numbers, in the order that they are wanted in.</param>
    public ScoringBatch Select(IEnumerable<int> samples)
    {
        using var chosen = tensor(samples.Select(i => (long)i).ToArray(), device: Inputs.device);
        return Each(t => t.index_select(0, chosen));
    }

    /// <summary>The same on a device.</summary>
    /// <param name="device">The device.</param>
    public ScoringBatch To(Device device) => Each(t => t.to(device));

    /// <summary>The same with its real numbers in 64 bits; tokens and labels stay whole numbers.</summary>
    public ScoringBatch InFloat64() => Each(t => t.is_floating_point() ? t.to(ScalarType.Float64) : t);

    /// <summary>Hands the tensors to the dispose scope around the present one.</summary>
    internal ScoringBatch MoveToOuterDisposeScope() => Each(t => t.MoveToOuterDisposeScope());

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Inputs.Dispose();
        Targets.Dispose();
    }

    private ScoringBatch Each(Func<Tensor, Tensor> change) => this with { Inputs = change(Inputs), Targets = change(Targets) };
}
