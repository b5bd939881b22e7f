using GradAlign.Analyzer.Gram;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Networks;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture;

/// <summary>Takes the per-sample gradients of one batch: batched and guarded, by the loop where a guard objects.</summary>
internal static class GradientCapture
{
    /// <param name="network">The model; left as it was.</param>
    /// <param name="inventory">Its modules and parameters.</param>
    /// <param name="batch">The batch, on the model's device.</param>
    /// <param name="mode">Statistics of batch normalisation.</param>
    /// <param name="memory">What earlier seeds of the same factory have shown; null: nothing.</param>
    /// <param name="limit">Bytes for activations and per-sample gradients.</param>
    /// <param name="watcher">Is shown the per-sample gradients too; null: nobody is.</param>
    /// <exception cref="Verdicts.ScoringException">GA0007: the smallest step takes more memory than there is.</exception>
    public static CapturedGradients Measure(
        ScoredNetwork network, ModelInventory inventory, ScoringBatch batch, BatchNormMode mode, StructureMemory? memory = null, long limit = long.MaxValue,
        IGradientWatcher? watcher = null)
    {
        if (inventory.Parameters.Count == 0) return CapturedGradients.NotMeasurable("the model has no trainable parameter");
        using var scope = NewDisposeScope();
        using var state = new ModelState(inventory);
        memory ??= new();
        var capture = new BatchedCapture(network, inventory, mode, memory);
        if (mode == BatchNormMode.Batch) return WithoutShortage(() => BatchStatistics(network, inventory, batch, capture, limit, watcher));

        var trace = memory.TraceOf(inventory, batch);
        var isShared = mode == BatchNormMode.Frozen || trace is null or { HasSinglePositions: true };
        var captured = new BlockedCapture(capture, batch, isShared, trace?.ActivationBytes ?? 0, limit, watcher).Measure();
        if (captured is { Undefined: null, LoopReason: not null }) return captured with { Grams = WithoutShortage(Loop), Losses = capture.Losses };

        // Where memory was short, they were formed in parts or not at all: the loop forms the columns of all samples, as many as fit.
        if (watcher is not null && captured.Grams.Keys.Any(p => watcher.Shown(p) != p.Count)) WithoutShortage(Loop);
        return captured;

        IReadOnlyDictionary<ModelParameter, GramMatrix> Loop()
        {
            var (statistics, _) = capture.Statistics(batch);
            using var held = statistics ?? new();
            ScoringMode.Enter(inventory);
            watcher?.Begin();
            return PerSampleLoop.Measure(network, inventory, batch, [.. Enumerable.Range(0, batch.Samples)], held, BatchedCapture.PassSeed, limit, watcher: watcher);
        }
    }

    /// <summary>
    /// One forward pass of the whole batch as the scoring sees it, without gradients, for those who watch the modules while the batch
    /// was measured in parts. Where memory does not allow it, it ends early.
    /// </summary>
    public static void Forward(ScoredNetwork network, ModelInventory inventory, ScoringBatch batch, BatchNormMode mode)
    {
        using var scope = NewDisposeScope();
        using var state = new ModelState(inventory);
        try
        {
            var (statistics, _) = new BatchedCapture(network, inventory, mode, new()).Statistics(batch);
            statistics?.Dispose();
        }
        catch (Exception e) when (BlockedCapture.Shortage(e) is not null)
        {
            // Who watches has seen no whole pass, and says so.
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

    private static CapturedGradients BatchStatistics(ScoredNetwork network, ModelInventory inventory, ScoringBatch batch, BatchedCapture capture, long limit,
        IGradientWatcher? watcher)
    {
        capture.Start();
        var losses = network.Losses(batch);
        return BatchedCapture.Unmeasurable(losses) is { } why
            ? CapturedGradients.NotMeasurable(why)
            : new() { Grams = BatchStatisticsPasses.Measure(network.Root, inventory, losses, limit, watcher), Losses = BatchedCapture.Numbers(losses), LoopReason = "exact batch statistics need one backward pass a sample" };
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
