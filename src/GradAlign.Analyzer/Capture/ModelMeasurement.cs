using System.Diagnostics;
using GradAlign.Analyzer.Baselines;
using GradAlign.Analyzer.Failures;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Networks;
using GradAlign.Analyzer.Reporting;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture;

/// <summary>Measures one model on one batch; the model is left as it was.</summary>
internal static class ModelMeasurement
{
    /// <param name="network">The model.</param>
    /// <param name="batch">The batch, on the model's device.</param>
    /// <param name="classes">Classes that the output must have, where the batch brings no loss.</param>
    /// <param name="mode">Statistics of batch normalisation.</param>
    /// <param name="context">What else it works with; null: nothing, without a limit. Its watcher is chosen here.</param>
    /// <param name="baselines">Baselines to measure on the way; null: none.</param>
    /// <param name="twin">Makes another model with the same weights, for a baseline that changes them; null: there is no way to.</param>
    public static SeedMeasurement Run(
        ScoredNetwork network, ScoringBatch batch, int classes, BatchNormMode mode, CaptureContext? context = null,
        BaselineSet? baselines = null, Func<Module>? twin = null)
    {
        var inventory = new ModelInventory(network.Root);
        context = (context ?? new()) with { Watcher = baselines?.Gradients };
        if (context.Structures.TraceOf(inventory, batch) is not { } trace)
        {
            var watch = Stopwatch.StartNew();
            trace = ExecutionTrace.Run(network, inventory, batch, classes);
            RegistrationCheck.CheckAgain(network.Root, inventory);
            if (Guarded(network, batch, twin, () => SmallPass.Run(network, inventory, batch, trace, watch.Elapsed, context.Limit)) is { } estimate) context.Estimated?.Invoke(estimate);
            context.Structures.Add(inventory, batch, trace);
        }

        using var activations = baselines is { NeedsActivations: true } ? new ActivationPatterns(network, inventory.Modules.Select(m => m.Module), batch.Samples) : null;
        var captured = Guarded(network, batch, twin, () => GradientCapture.Measure(network, inventory, batch, mode, context));
        if (activations is { IsDone: false } && captured.Undefined is null) GradientCapture.Forward(network, inventory, batch, mode);
        var unseen = NetworkGram.UnseenLayers(captured, inventory, trace);
        var size = new ModelSize(inventory.Parameters.Sum(p => p.Count), unseen.Count == 0 ? trace.Macs : null, inventory.Parameters.Count(p => p.IsLayer)) { Uncounted = unseen };
        var gram = captured.Undefined is null ? NetworkGram.Assemble(captured, inventory, trace, batch.Samples) : null;
        var measured = new SeedMeasurement(gram, captured.Undefined, captured.LoopReason, captured.PartialLoop, captured.Frozen, size) { Loss = captured.Losses.Count > 0 ? captured.Losses.Average() : null, Carried = network.Carried };
        return baselines is null ? measured : measured with { Baselines = baselines.Measure(new(network, inventory, batch, captured, activations, size, context, twin)) };
    }

    private static T Guarded<T>(ScoredNetwork network, ScoringBatch batch, Func<Module>? twin, Func<T> measure)
    {
        try
        {
            return measure();
        }
        catch (Exception e)
        {
            // Not in a filter: the hooks of the pass must be gone.
            if (new LaterPass(network, batch, twin).Explain(e) is { } explained) throw explained;
            throw;
        }
    }
}
