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
    /// <param name="context">What else it works with; null: nothing, without a limit.</param>
    /// <exception cref="Verdicts.ScoringException">GA0007: the smallest step takes more memory than there is.</exception>
    public static CapturedGradients Measure(
        ScoredNetwork network, ModelInventory inventory, ScoringBatch batch, BatchNormMode mode, CaptureContext? context = null)
    {
        if (inventory.Parameters.Count == 0) return CapturedGradients.NotMeasurable("the model has no trainable parameter");
        using var scope = NewDisposeScope();
        using var state = new ModelState(inventory);
        context = WithoutModel(context ?? new(), inventory);
        var capture = new BatchedCapture(network, inventory, mode);
        if (mode == BatchNormMode.Batch) return WithoutShortage(() => BatchStatistics(network, inventory, batch, capture, context));

        var trace = context.Structures.TraceOf(inventory, batch);
        var isShared = mode == BatchNormMode.Frozen || trace is null or { HasSinglePositions: true };
        var known = context.Structures.LoopReasonOf(inventory, batch);
        var captured = known is null
            ? new BlockedCapture(capture, inventory, batch, isShared, trace?.ActivationBytes ?? 0).Measure(context)
            : new() { LoopReason = known };
        if (captured is not { Undefined: null, LoopReason: { } reason }) return captured;
        context.Structures.Add(inventory, batch, reason);
        return WithoutShortage(Loop);

        CapturedGradients Loop()
        {
            // A pass of the whole batch, where its samples share statistics.
            var (statistics, undefined) = isShared ? capture.Statistics(batch) : (new(), null);
            if (undefined is not null) return CapturedGradients.NotMeasurable(undefined);
            using var held = statistics!;
            ScoringMode.Enter(inventory);
            context.Watcher?.Begin();
            int[] all = [.. Enumerable.Range(0, batch.Samples)];
            var losses = new List<double>();
            var gradients = context with { Limit = Math.Max(context.Limit / 2, context.Limit - (trace?.ActivationBytes ?? 0)), Progress = context.Progress.Part(1) };
            var grams = PerSampleLoop.Measure(network, inventory, batch, all, held, BatchedCapture.PassSeed, context: gradients, losses: losses);
            return losses.FindIndex(l => !double.IsFinite(l)) is var bad and >= 0
                ? CapturedGradients.NotMeasurable(BatchedCapture.NotFinite(bad))
                : captured with { Grams = grams, Frozen = capture.Frozen(held), Losses = losses };
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
            var (statistics, _) = new BatchedCapture(network, inventory, mode).Statistics(batch);
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
        foreach (var gram in grams.Values) gram.AddTo(sum);
        return new(samples, sum);
    }

    // An ordinary backward pass leaves a gradient a parameter, and a linear layer's is copied into the layout of its weight.
    private static CaptureContext WithoutModel(CaptureContext context, ModelInventory inventory)
    {
        long[] gradients = [.. inventory.Parameters.Select(p => p.Count * p.Tensor.element_size())];
        return context with { Limit = Math.Max(context.Limit / 2, context.Limit - gradients.Sum() - gradients.Max()) };
    }

    private static CapturedGradients BatchStatistics(ScoredNetwork network, ModelInventory inventory, ScoringBatch batch, BatchedCapture capture, CaptureContext context)
    {
        capture.Start();
        var losses = network.Losses(batch);
        return BatchedCapture.Unmeasurable(losses) is { } why
            ? CapturedGradients.NotMeasurable(why)
            : new() { Grams = BatchStatisticsPasses.Measure(network.Root, inventory, losses, context), Losses = BatchedCapture.Numbers(losses), LoopReason = "exact batch statistics need one backward pass a sample" };
    }

    private static CapturedGradients WithoutShortage(Func<CapturedGradients> measure)
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
