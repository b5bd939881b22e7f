using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Reporting;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture;

/// <summary>Measures one model on one batch; the model is left as it was.</summary>
internal static class ModelMeasurement
{
    /// <param name="model">The model.</param>
    /// <param name="batch">The batch, on the model's device.</param>
    /// <param name="classes">Classes that the output must have, where the batch brings no loss.</param>
    /// <param name="mode">Statistics of batch normalisation.</param>
    /// <param name="memory">What earlier seeds of the same factory have shown; null: nothing.</param>
    /// <param name="limit">Bytes for activations and per-sample gradients.</param>
    public static SeedMeasurement Run(
        Module<Tensor, Tensor> model, ScoringBatch batch, int classes, BatchNormMode mode, StructureMemory? memory = null, long limit = long.MaxValue)
    {
        var inventory = new ModelInventory(model);
        memory ??= new();
        if (memory.TraceOf(inventory, batch) is not { } trace)
        {
            trace = ExecutionTrace.Run(model, inventory, batch, classes);
            memory.Add(inventory, batch, trace);
        }

        var captured = GradientCapture.Measure(model, inventory, batch, mode, memory, limit);
        var size = new ModelSize(
            inventory.Parameters.Sum(p => p.Count),
            NetworkGram.CountsEveryLayer(captured, inventory, trace) ? trace.Macs : null,
            inventory.Parameters.Count(p => p.IsLayer));
        var gram = captured.Undefined is null ? NetworkGram.Assemble(captured, inventory, trace, (int)batch.Inputs.shape[0]) : null;
        return new(gram, captured.Undefined, captured.LoopReason, captured.PartialLoop, captured.Frozen, size);
    }
}
