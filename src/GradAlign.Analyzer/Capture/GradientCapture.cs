using GradAlign.Analyzer.Gram;
using GradAlign.Analyzer.Inputs;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture;

/// <summary>Takes the per-sample gradients of one batch: batched and guarded, by the loop where a guard objects.</summary>
internal static class GradientCapture
{
    /// <param name="model">The model; left as it was.</param>
    /// <param name="inventory">Its modules and parameters.</param>
    /// <param name="batch">The batch, on the model's device.</param>
    /// <param name="mode">Statistics of batch normalisation.</param>
    /// <param name="memory">What earlier seeds of the same factory have shown; null: nothing.</param>
    /// <param name="limit">Bytes for activations and per-sample gradients.</param>
    /// <exception cref="Verdicts.ScoringException">GA0007: the smallest step takes more memory than there is.</exception>
    public static CapturedGradients Measure(
        Module<Tensor, Tensor> model, ModelInventory inventory, ScoringBatch batch, BatchNormMode mode, StructureMemory? memory = null, long limit = long.MaxValue)
    {
        if (inventory.Parameters.Count == 0) return CapturedGradients.NotMeasurable("the model has no trainable parameter");
        using var scope = NewDisposeScope();
        using var state = new ModelState(inventory);
        memory ??= new();
        var capture = new BatchedCapture(model, inventory, mode, memory);
        if (mode == BatchNormMode.Batch) return WithoutShortage(() => BatchStatistics(model, inventory, batch, capture, limit));

        var trace = memory.TraceOf(inventory, batch);
        var isShared = mode == BatchNormMode.Frozen || trace is null or { HasSinglePositions: true };
        var captured = new BlockedCapture(capture, batch, isShared, trace?.ActivationBytes ?? 0, limit).Measure();
        return captured is { Undefined: null, LoopReason: not null } ? captured with { Grams = WithoutShortage(Loop) } : captured;

        IReadOnlyDictionary<ModelParameter, GramMatrix> Loop()
        {
            var (statistics, _) = capture.Statistics(batch);
            using var held = statistics ?? new();
            ScoringMode.Enter(inventory);
            return PerSampleLoop.Measure(model, inventory, batch, [.. Enumerable.Range(0, (int)batch.Inputs.shape[0])], held, BatchedCapture.PassSeed, limit);
        }
    }

    /// <summary>G = Σ over parameters, [n × n].</summary>
    public static GramMatrix Total(IReadOnlyDictionary<ModelParameter, GramMatrix> grams, int samples)
    {
        var sum = new double[samples * samples];
        foreach (var gram in grams.Values)
        {
            for (var i = 0; i < samples; i++)
            {
                for (var j = 0; j < samples; j++) sum[i * samples + j] += gram[i, j];
            }
        }

        return new(samples, sum);
    }

    private static CapturedGradients BatchStatistics(Module<Tensor, Tensor> model, ModelInventory inventory, ScoringBatch batch, BatchedCapture capture, long limit)
    {
        capture.Start();
        var losses = SampleLosses.Of(model.call(batch.Inputs), batch.Targets, batch.Loss);
        return BatchedCapture.Unmeasurable(losses) is { } why
            ? CapturedGradients.NotMeasurable(why)
            : new() { Grams = BatchStatisticsPasses.Measure(model, inventory, losses, limit), LoopReason = "exact batch statistics need one backward pass a sample" };
    }

    private static T WithoutShortage<T>(Func<T> measure)
    {
        try
        {
            return measure();
        }
        catch (Exception e) when (BlockedCapture.Shortage(e) is { } shortage)
        {
            throw shortage.ToScoringException();
        }
    }
}
