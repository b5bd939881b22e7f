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
    public static CapturedGradients Measure(Module<Tensor, Tensor> model, ModelInventory inventory, ScoringBatch batch, BatchNormMode mode)
    {
        if (inventory.Parameters.Count == 0) return CapturedGradients.NotMeasurable("the model has no trainable parameter");
        using var scope = NewDisposeScope();
        using var state = new ModelState(inventory);
        ScoringMode.Enter(inventory);
        if (mode == BatchNormMode.Batch)
            return new() { Grams = BatchStatisticsPasses.Measure(model, inventory, batch), LoopReason = "exact batch statistics need one backward pass a sample" };

        model.zero_grad();
        using var session = new CaptureSession(inventory, batch.Inputs.shape[0], mode);
        var losses = SampleLosses.Of(model.call(batch.Inputs), batch.Targets);
        if (FirstNonFinite(losses) is { } sample)
            return CapturedGradients.NotMeasurable($"the loss of sample {sample} is not finite");
        if (!losses.requires_grad)
            return CapturedGradients.NotMeasurable("the output does not depend on any trainable parameter");
        losses.sum().backward();
        session.Detach();

        var frozen = mode == BatchNormMode.Frozen ? [] : Names(inventory, session.Statistics);
        var (grams, reason) = Guarded(model, inventory, batch, session);
        if (reason is null) return new() { Grams = grams, Frozen = frozen };

        ScoringMode.Enter(inventory);
        var everySample = Enumerable.Range(0, (int)batch.Inputs.shape[0]).ToArray();
        return new() { Grams = PerSampleLoop.Measure(model, inventory, batch, everySample, session.Statistics), LoopReason = reason, Frozen = frozen };
    }

    private static (IReadOnlyDictionary<ModelParameter, GramMatrix> Grams, string? LoopReason) Guarded(
        Module<Tensor, Tensor> model, ModelInventory inventory, ScoringBatch batch, CaptureSession session)
    {
        if (session.Problem is { } problem) return (new Dictionary<ModelParameter, GramMatrix>(), problem);
        var grams = BatchedEngine.Contract(session, inventory);
        var reason = CaptureGuards.Ownership(inventory, grams) ?? CaptureGuards.Sum(inventory, grams);
        if (reason is null)
        {
            var total = Total(grams, (int)batch.Inputs.shape[0]);
            if (!total.IsFinite) return (grams, null);
            ScoringMode.Enter(inventory);
            var alone = PerSampleLoop.Measure(model, inventory, batch, [0, 1], session.Statistics);
            reason = CaptureGuards.Alone(total, Total(alone, 2), (0, 1));
        }

        return (grams, reason);
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

    private static string[] Names(ModelInventory inventory, BatchNormStatistics statistics) =>
        [.. inventory.Modules.Where(m => statistics.Modules.Contains(m.Module)).Select(m => m.Name)];

    private static long? FirstNonFinite(Tensor losses)
    {
        using var scope = NewDisposeScope();
        var bad = isfinite(losses.detach()).logical_not().nonzero();
        return bad.shape[0] == 0 ? null : bad[0, 0].item<long>();
    }
}
