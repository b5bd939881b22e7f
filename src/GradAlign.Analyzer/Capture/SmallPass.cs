using System.Diagnostics;
using GradAlign.Analyzer.Hosting;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture;

/// <summary>A forward and a backward pass of two samples, to see what the whole batch is going to take.</summary>
internal static class SmallPass
{
    private const int Samples = 2;

    // Guards, gradients and their products, in ordinary passes of the batch (docs/performance.md).
    private const double EngineFactor = 1.6;

    // Below that, looking costs more than it tells.
    private const long LargeBytes = 256L << 20;
    private static readonly TimeSpan LargeTime = TimeSpan.FromSeconds(0.25);

    // What forming the gradients of a layer takes in blocks.
    private const long BlockBytes = 256L << 20;

    /// <summary>The estimate; null where the model is too small to say anything, or its loss leads to no parameter.</summary>
    /// <param name="network">The model; left as it was.</param>
    /// <param name="inventory">Its modules and parameters.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="trace">Takes what activations were seen to take.</param>
    /// <param name="traced">What tracing a forward pass of two samples took.</param>
    /// <param name="limit">Bytes that may be taken.</param>
    public static CostEstimate? Run(ScoredNetwork network, ModelInventory inventory, ScoringBatch batch, ExecutionTrace trace, TimeSpan traced, long limit)
    {
        var samples = (long)batch.Samples;
        if (samples * trace.ActivationBytes < LargeBytes && traced < LargeTime) return null;
        using var scope = NewDisposeScope();
        using var state = new ModelState(inventory);

        // The first pass loads kernels.
        _ = Once();
        var watch = Stopwatch.StartNew();
        if (Once() is not { } held) return null;
        var seconds = watch.Elapsed.TotalSeconds / Samples * samples * EngineFactor;

        // What the forward pass keeps, and beside it the gradient of every output that is watched.
        trace.SawActivations((held / Samples) + (trace.ActivationBytes / 2));
        var gradients = inventory.Parameters.Sum(p => p.Count * p.Tensor.element_size());
        return new(seconds, Math.Min(limit, (samples * trace.ActivationBytes) + gradients + BlockBytes));

        // Bytes that the graph of the forward pass holds; null without a graph.
        long? Once()
        {
            using var pass = NewDisposeScope();
            ScoringMode.Enter(inventory);
            network.Root.zero_grad();
            var before = NativeHeap.InUse();
            using var losses = network.Losses(batch.Narrow(0, Samples));
            if (!losses.requires_grad) return null;
            var after = NativeHeap.InUse();
            losses.sum().backward();
            return Math.Max(after - before, 0);
        }
    }
}
