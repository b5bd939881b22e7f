using System.Runtime.InteropServices;
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
    /// <param name="memory">What earlier seeds of the same factory have shown; null: nothing.</param>
    public static CapturedGradients Measure(
        Module<Tensor, Tensor> model, ModelInventory inventory, ScoringBatch batch, BatchNormMode mode, StructureMemory? memory = null)
    {
        if (inventory.Parameters.Count == 0) return CapturedGradients.NotMeasurable("the model has no trainable parameter");
        using var scope = NewDisposeScope();
        using var state = new ModelState(inventory);
        if (mode == BatchNormMode.Batch)
        {
            Start(model, inventory);
            var whole = SampleLosses.Of(model.call(batch.Inputs), batch.Targets);
            return Unmeasurable(whole) is { } why
                ? CapturedGradients.NotMeasurable(why)
                : new() { Grams = BatchStatisticsPasses.Measure(model, inventory, whole), LoopReason = "exact batch statistics need one backward pass a sample" };
        }

        return memory?.CaptureOf(inventory, batch) is { } proven && Known(model, inventory, batch, mode, proven) is { } known
            ? known
            : Guarded(model, inventory, batch, mode, memory);
    }

    // The structure is proven: without the parameters in the backward pass, and two samples alone as the only guard. Null where anything differs.
    private static CapturedGradients? Known(Module<Tensor, Tensor> model, ModelInventory inventory, ScoringBatch batch, BatchNormMode mode, ProvenCapture proven)
    {
        using var pass = NewDisposeScope();
        using var session = new CaptureSession(inventory, batch.Inputs.shape[0], mode, freeze: true);
        try
        {
            if (Pass(model, inventory, batch, session) is { } reasonForNone) return CapturedGradients.NotMeasurable(reasonForNone);
        }
        catch (ExternalException)
        {
            // An operation in place on a first layer's output cannot run on the start of a graph.
            return null;
        }

        if (session.Problem is not null || session.Signature != proven.Signature) return null;
        var grams = BatchedEngine.Contract(session, inventory);
        if (grams.Values.All(g => g.IsFinite) && CaptureGuards.Alone(grams, Alone(model, inventory, batch, session), (0, 1), proven.Tolerance) is not null) return null;
        return new() { Grams = grams, Frozen = Names(inventory, session, mode) };
    }

    private static CapturedGradients Guarded(
        Module<Tensor, Tensor> model, ModelInventory inventory, ScoringBatch batch, BatchNormMode mode, StructureMemory? memory)
    {
        using var session = new CaptureSession(inventory, batch.Inputs.shape[0], mode);
        if (Pass(model, inventory, batch, session) is { } reasonForNone) return CapturedGradients.NotMeasurable(reasonForNone);
        var frozen = Names(inventory, session, mode);
        var (grams, proven, reason) = Checked(model, inventory, batch, session);
        if (reason is null)
        {
            if (proven is not null) memory?.Add(inventory, batch, proven);
            return new() { Grams = grams, Frozen = frozen };
        }

        var everySample = Enumerable.Range(0, (int)batch.Inputs.shape[0]).ToArray();
        ScoringMode.Enter(inventory);
        return new() { Grams = PerSampleLoop.Measure(model, inventory, batch, everySample, session.Statistics, PassSeed), LoopReason = reason, Frozen = frozen };
    }

    private static (IReadOnlyDictionary<ModelParameter, GramMatrix> Grams, ProvenCapture? Proven, string? LoopReason) Checked(
        Module<Tensor, Tensor> model, ModelInventory inventory, ScoringBatch batch, CaptureSession session)
    {
        if (session.Problem is { } problem) return (new Dictionary<ModelParameter, GramMatrix>(), null, problem);
        var grams = BatchedEngine.Contract(session, inventory);
        if ((CaptureGuards.Ownership(inventory, grams) ?? CaptureGuards.Sum(inventory, grams)) is { } seen) return (grams, null, seen);
        if (grams.Values.Any(g => !g.IsFinite)) return (grams, null, null);

        var alone = Alone(model, inventory, batch, session);
        var tolerance = CaptureGuards.Tolerance;
        if (CaptureGuards.Alone(grams, alone, (0, 1)) is not { } mixed) return (grams, new(session.Signature, tolerance), null);
        if (CaptureGuards.Alone(alone, Alone(model, inventory, batch, session, PassSeed + 1), (0, 1)) is not null)
            return (grams, null, "the forward pass draws random numbers, so every pass has other gradients (held still here by a fixed seed); use Dropout modules, which scoring turns off");

        // Rounding, or a mistake?
        using var disturbed = Disturbed(batch);
        if (disturbed is not null) tolerance = CaptureGuards.ToleranceFor(alone, Alone(model, inventory, disturbed, session));
        return CaptureGuards.Alone(grams, alone, (0, 1), tolerance) is null ? (grams, new(session.Signature, tolerance), null) : (grams, null, mixed);
    }

    // Why nothing can be measured; null after a forward and a backward pass.
    private static string? Pass(Module<Tensor, Tensor> model, ModelInventory inventory, ScoringBatch batch, CaptureSession session)
    {
        Start(model, inventory);
        var losses = SampleLosses.Of(model.call(batch.Inputs), batch.Targets);
        if (Unmeasurable(losses) is { } reason) return reason;
        losses.sum().backward();
        session.Detach();
        return null;
    }

    private static void Start(Module<Tensor, Tensor> model, ModelInventory inventory)
    {
        ScoringMode.Enter(inventory);
        model.zero_grad();
        manual_seed(PassSeed);
    }

    private static IReadOnlyDictionary<ModelParameter, GramMatrix> Alone(
        Module<Tensor, Tensor> model, ModelInventory inventory, ScoringBatch batch, CaptureSession session, long seed = PassSeed)
    {
        ScoringMode.Enter(inventory);
        return PerSampleLoop.Measure(model, inventory, batch, [0, 1], session.Statistics, seed);
    }

    // The first two samples, off by some units in the last place; null where the inputs are no real numbers.
    private static ScoringBatch? Disturbed(ScoringBatch batch)
    {
        if (!is_floating_point(batch.Inputs)) return null;
        using var scope = NewDisposeScope();
        manual_seed(PassSeed);
        var inputs = batch.Inputs.narrow(0, 0, 2);
        var unit = inputs.dtype == ScalarType.Float64 ? 1e-15 : 6e-7;
        return new((inputs * (1 + unit * randn_like(inputs))).MoveToOuterDisposeScope(), batch.Targets.narrow(0, 0, 2).MoveToOuterDisposeScope());
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

    private static string[] Names(ModelInventory inventory, CaptureSession session, BatchNormMode mode) => mode == BatchNormMode.Frozen
        ? []
        : [.. inventory.Modules.Where(m => session.Statistics.Modules.Contains(m.Module)).Select(m => m.Name)];

    private static string? Unmeasurable(Tensor losses)
    {
        using var scope = NewDisposeScope();
        var bad = isfinite(losses.detach()).logical_not().nonzero();
        if (bad.shape[0] > 0) return $"the loss of sample {bad[0, 0].item<long>()} is not finite";
        return losses.requires_grad ? null : "the output does not depend on any trainable parameter";
    }
}
