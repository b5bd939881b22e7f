using GradAlign.Analyzer.Gram;
using GradAlign.Analyzer.Inputs;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture;

/// <summary>Takes the per-sample gradients of one batch: batched and guarded, by the loop where a guard objects.</summary>
internal static class GradientCapture
{
    // A forward pass that draws random numbers draws the same ones in every process and for every sample.
    private const long PassSeed = 0;

    /// <param name="model">The model; left as it was.</param>
    /// <param name="inventory">Its modules and parameters.</param>
    /// <param name="batch">The batch, on the model's device.</param>
    /// <param name="mode">Statistics of batch normalisation.</param>
    /// <param name="blocks">Is shown the per-sample gradients too; null: nobody is.</param>
    public static CapturedGradients Measure(
        Module<Tensor, Tensor> model, ModelInventory inventory, ScoringBatch batch, BatchNormMode mode, IGradientBlocks? blocks = null)
    {
        if (inventory.Parameters.Count == 0) return CapturedGradients.NotMeasurable("the model has no trainable parameter");
        using var scope = NewDisposeScope();
        using var state = new ModelState(inventory);
        ScoringMode.Enter(inventory);
        model.zero_grad();
        manual_seed(PassSeed);
        if (mode == BatchNormMode.Batch)
        {
            var whole = SampleLosses.Of(model.call(batch.Inputs), batch.Targets);
            return Unmeasurable(whole) is { } why
                ? CapturedGradients.NotMeasurable(why)
                : new() { Grams = BatchStatisticsPasses.Measure(model, inventory, whole, blocks), LoopReason = "exact batch statistics need one backward pass a sample" };
        }

        using var session = new CaptureSession(inventory, batch.Inputs.shape[0], mode);
        var losses = SampleLosses.Of(model.call(batch.Inputs), batch.Targets);
        if (Unmeasurable(losses) is { } reasonForNone) return CapturedGradients.NotMeasurable(reasonForNone);
        losses.sum().backward();
        session.Detach();

        var frozen = mode == BatchNormMode.Frozen ? [] : Names(inventory, session.Statistics);
        var (grams, reason) = Guarded(model, inventory, batch, session, blocks);
        if (reason is null) return new() { Grams = grams, Frozen = frozen };

        ScoringMode.Enter(inventory);
        var everySample = Enumerable.Range(0, (int)batch.Inputs.shape[0]).ToArray();
        return new() { Grams = PerSampleLoop.Measure(model, inventory, batch, everySample, session.Statistics, PassSeed, blocks), LoopReason = reason, Frozen = frozen };
    }

    private static (IReadOnlyDictionary<ModelParameter, GramMatrix> Grams, string? LoopReason) Guarded(
        Module<Tensor, Tensor> model, ModelInventory inventory, ScoringBatch batch, CaptureSession session, IGradientBlocks? blocks)
    {
        if (session.Problem is { } problem) return (new Dictionary<ModelParameter, GramMatrix>(), problem);
        var grams = BatchedEngine.Contract(session, inventory, blocks);
        var reason = CaptureGuards.Ownership(inventory, grams) ?? CaptureGuards.Sum(inventory, grams);
        if (reason is null)
        {
            if (grams.Values.Any(g => !g.IsFinite)) return (grams, null);
            ScoringMode.Enter(inventory);
            var alone = PerSampleLoop.Measure(model, inventory, batch, [0, 1], session.Statistics, PassSeed);
            reason = CaptureGuards.Alone(grams, alone, (0, 1));
            if (reason is not null && CaptureGuards.Alone(alone, PerSampleLoop.Measure(model, inventory, batch, [0, 1], session.Statistics, PassSeed + 1), (0, 1)) is not null)
                reason = "the forward pass draws random numbers, so every pass has other gradients (held still here by a fixed seed); use Dropout modules, which scoring turns off";
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

    private static string? Unmeasurable(Tensor losses)
    {
        using var scope = NewDisposeScope();
        var bad = isfinite(losses.detach()).logical_not().nonzero();
        if (bad.shape[0] > 0) return $"the loss of sample {bad[0, 0].item<long>()} is not finite";
        return losses.requires_grad ? null : "the output does not depend on any trainable parameter";
    }
}
