using System.Runtime.InteropServices;
using GradAlign.Analyzer.Capture.Layers;
using GradAlign.Analyzer.Gram;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture;

/// <summary>The batched engine behind its guards.</summary>
/// <param name="network">The model.</param>
/// <param name="inventory">Its modules and parameters.</param>
/// <param name="mode">Statistics of batch normalisation.</param>
internal sealed class BatchedCapture(ScoredNetwork network, ModelInventory inventory, BatchNormMode mode)
{
    // A forward pass that draws random numbers draws the same ones in every process and for every sample.
    public const long PassSeed = 0;

    private const string RandomReason =
        "the forward pass draws random numbers, so every pass has other gradients (held still here by a fixed seed); use Dropout modules, which scoring turns off";

    /// <summary>The losses of the samples in the last pass, finite; empty before one.</summary>
    public IReadOnlyList<double> Losses { get; private set; } = [];

    /// <summary>Gram matrices of a batch, or why there are none. A reason for the loop comes without the loop's result.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="context">Its limit is for per-sample gradients.</param>
    /// <param name="given">Batch-norm statistics to hold constant; null: those of the batch.</param>
    /// <param name="names">Numbers by which messages name the samples; null: from 0.</param>
    public CapturedGradients Measure(
        ScoringBatch batch, CaptureContext context, BatchNormStatistics? given = null, IReadOnlyList<int>? names = null) =>
        (context.Structures.CaptureOf(inventory, batch) is { } proven && Known(batch, context, given, names, proven) is { } known
            ? known
            : Planned(batch, context, given, names)) with
        { Losses = Losses };

    /// <summary>Batch-norm statistics of a batch that are held constant, from a pass without gradients; null with the reason where nothing can be measured.</summary>
    /// <param name="batch">The batch.</param>
    public (BatchNormStatistics? Statistics, string? Undefined) Statistics(ScoringBatch batch)
    {
        using var pass = NewDisposeScope();
        using var off = no_grad();
        using var session = new CaptureSession(inventory, batch.Samples, mode);
        Start();
        var losses = network.Losses(batch);
        if (NotFinite(losses) is { } reason) return (null, reason);
        Losses = Numbers(losses);
        return (session.TakeStatistics(), null);
    }

    /// <summary>Names of the modules that are frozen though the mode does not ask for it.</summary>
    public string[] Frozen(BatchNormStatistics statistics) => mode == BatchNormMode.Frozen
        ? []
        : [.. inventory.Modules.Where(m => statistics.Modules.Contains(m.Module)).Select(m => m.Name)];

    /// <summary>Sets the modes, the gradients and the random numbers that every pass begins with.</summary>
    public void Start()
    {
        ScoringMode.Enter(inventory);
        network.Root.zero_grad();
        manual_seed(PassSeed);
    }

    /// <summary>Why nothing can be measured; null where it can.</summary>
    /// <param name="losses">[n], with their graph.</param>
    /// <param name="names">Numbers by which the message names the samples; null: from 0.</param>
    public static string? Unmeasurable(Tensor losses, IReadOnlyList<int>? names = null) =>
        NotFinite(losses, names) ?? (losses.requires_grad ? null : "the output does not depend on any trainable parameter");

    /// <summary>Why nothing can be measured where a loss is not a number.</summary>
    /// <param name="sample">Number of the sample.</param>
    public static string NotFinite(int sample) => $"the loss of sample {sample} is not finite";

    /// <summary>Losses as numbers.</summary>
    public static double[] Numbers(Tensor losses)
    {
        using var scope = NewDisposeScope();
        return [.. losses.detach().to(ScalarType.Float64).cpu().data<double>()];
    }

    // The structure is proven: no parameters in the backward pass, and one sample alone as the guard. Null where anything differs.
    private CapturedGradients? Known(ScoringBatch batch, CaptureContext context, BatchNormStatistics? given, IReadOnlyList<int>? names, ProvenCapture proven)
    {
        using var pass = NewDisposeScope();
        using var session = new CaptureSession(inventory, batch.Samples, mode, freeze: true, given, proven.Plan, proven.Operands);
        try
        {
            if (Pass(batch, session, names, context.Progress) is { } reasonForNone) return CapturedGradients.NotMeasurable(reasonForNone);
        }
        catch (ExternalException e) when (!MemoryShortage.IsOutOfMemory(e))
        {
            // An operation in place on a first layer's output cannot run on the start of a graph.
            return null;
        }

        if (session.Problem is not null || session.Signature != proven.Signature) return null;
        session.Attempts = proven.Attempts;
        var grams = Contract(session, context);
        session.Release();
        var left = UncoveredParameters.Of(inventory, grams);
        if (!Names(grams.Keys).SetEquals(proven.Captured) || !Names(left).SetEquals(proven.Uncovered)) return null;
        var statistics = given ?? session.Statistics;

        // The last sample: the first would draw the same random numbers alone as in the batch.
        var last = batch.Samples - 1;
        if (grams.Values.All(g => g.IsFinite) && !LastAgrees(grams, batch, statistics, last, left, proven.Tolerance, context)) return null;
        return Completed(new() { Grams = grams, Frozen = Frozen(statistics) }, left, session, batch, statistics, context);
    }

    // The plans in turn, as long as a guard objects and another plan could change that. The last one's reason stands where none does: what the
    // plans before did wrong themselves, such as to take a mean over the batch for a shared tensor, is no part of it.
    private CapturedGradients Planned(ScoringBatch batch, CaptureContext context, BatchNormStatistics? given, IReadOnlyList<int>? names)
    {
        var plan = new CapturePlan(Copies: false, Operands: true);
        var (captured, hasOperands) = Guarded(batch, context, given, names, plan);
        while (captured.LoopReason is not null && Next(plan, hasOperands) is { } next)
        {
            plan = next;
            (captured, _) = Guarded(batch, context, given, names, plan);
        }

        return captured;
    }

    private static CapturePlan? Next(CapturePlan plan, bool hasOperands) => plan switch
    {
        { Copies: false } => plan with { Copies = true },
        { Operands: true } when hasOperands => new(Copies: false, Operands: false),
        _ => null,
    };

    private (CapturedGradients Captured, bool HasOperands) Guarded(
        ScoringBatch batch, CaptureContext context, BatchNormStatistics? given, IReadOnlyList<int>? names, CapturePlan plan)
    {
        using var pass = NewDisposeScope();
        using var session = new CaptureSession(inventory, batch.Samples, mode, freeze: false, given, plan);
        try
        {
            return (Guarded(batch, context, given, names, plan, session), session.Operands.Uses.Count > 0);
        }
        catch (Exception e) when (session.Operands.Uses.Count > 0 && (e is MemoryShortage || (e is ArgumentException or ExternalException && BlockedCapture.Shortage(e) is null)))
        {
            // The watched operation may be what does not fit, into shapes or into memory; unwatched, the model says itself.
            return (new() { LoopReason = e.Message }, true);
        }
    }

    private CapturedGradients Guarded(
        ScoringBatch batch, CaptureContext context, BatchNormStatistics? given, IReadOnlyList<int>? names, CapturePlan plan, CaptureSession session)
    {
        if (Pass(batch, session, names, context.Progress) is { } reasonForNone) return CapturedGradients.NotMeasurable(reasonForNone);
        var statistics = given ?? session.Statistics;
        var frozen = Frozen(statistics);
        if (session.Problem is { } problem) return new() { LoopReason = problem, Frozen = frozen };
        var grams = Contract(session, context);
        var left = UncoveredParameters.Of(inventory, grams);
        if (grams.Count == 0) return new() { LoopReason = UncoveredParameters.Describe(left, inventory, session), Frozen = frozen };
        if (CaptureGuards.Sum(grams) is { } seen) return new() { LoopReason = seen, Frozen = frozen };
        if (grams.Values.Any(g => !g.IsFinite)) return new() { Grams = grams, Frozen = frozen };

        // Where shapes leave open which rows are a sample's, the two samples alone tell; where no way is right, the module goes through the loop.
        var (alone, covered) = (Alone(batch, statistics, [0, 1], left, context), grams.Keys);
        while (session.Reconsider(CaptureGuards.Wrong(grams, alone, (0, 1)))) grams = Contract(session, context);
        session.Release();
        left = [.. inventory.Parameters.Where(p => left.Contains(p) || (covered.Contains(p) && !grams.ContainsKey(p)))];
        if (grams.Count == 0) return new() { LoopReason = UncoveredParameters.Describe(left, inventory, session), Frozen = frozen };
        var captured = new CapturedGradients { Grams = grams, Frozen = frozen };
        var (tolerance, reason) = AloneAgrees(grams, alone.Where(g => !left.Contains(g.Key)).ToDictionary(), batch, statistics, left, context);
        if (reason is not null) return new() { LoopReason = reason, Frozen = frozen };

        // A watched module is frozen in the next pass and would leave no gradient of what its rule left out: such a structure is shown anew.
        if (!left.Any(p => p.Owner is BatchNorm || LayerRule.For(p.Owner) is not null))
            context.Structures.Add(inventory, batch, new ProvenCapture(session.Signature, tolerance, Names(grams.Keys), Names(left), plan, session.Operands.Names) { Attempts = session.Attempts });
        return Completed(captured, left, session, batch, statistics, context);
    }

    // What the pass did not tell goes through the loop, and nothing else does.
    private CapturedGradients Completed(
        CapturedGradients captured, IReadOnlyList<ModelParameter> left, CaptureSession session, ScoringBatch batch, BatchNormStatistics statistics, CaptureContext context)
    {
        if (left.Count == 0 || captured.Grams.Values.Any(g => !g.IsFinite)) return captured;
        var why = UncoveredParameters.Describe(left, inventory, session);
        int[] all = [.. Enumerable.Range(0, batch.Samples)];
        ScoringMode.Enter(inventory);
        var looped = PerSampleLoop.Measure(network, inventory, batch, all, statistics, PassSeed, left, context with { Progress = context.Progress.Part(1) });
        return captured with
        {
            Grams = UncoveredParameters.Merge(inventory, captured.Grams, looped),
            PartialLoop = new(left.Count, inventory.Parameters.Count, all.Length, why),
        };
    }

    private IReadOnlyDictionary<ModelParameter, GramMatrix> Contract(CaptureSession session, CaptureContext context) =>
        BatchedEngine.Contract(session, inventory, context.Limit, context.Watcher, context.Progress.Part(0.8));

    private static HashSet<string> Names(IEnumerable<ModelParameter> parameters) => [.. parameters.Select(p => p.Name)];

    private (double Tolerance, string? LoopReason) AloneAgrees(
        IReadOnlyDictionary<ModelParameter, GramMatrix> grams, IReadOnlyDictionary<ModelParameter, GramMatrix> alone, ScoringBatch batch, BatchNormStatistics statistics, IReadOnlyList<ModelParameter> left, CaptureContext context)
    {
        var tolerance = CaptureGuards.Tolerance;
        if (CaptureGuards.Alone(grams, alone, (0, 1)) is not { } mixed) return (tolerance, null);
        if (CaptureGuards.Alone(alone, Alone(batch, statistics, [0, 1], left, context, PassSeed + 1), (0, 1)) is not null) return (tolerance, RandomReason);

        // Rounding that the network blows up, or a mistake?
        using var disturbed = Disturbed(batch, 0, 2);
        if (disturbed is not null) tolerance = CaptureGuards.ToleranceFor(alone, Alone(disturbed, statistics, [0, 1], left, context));
        return (tolerance, CaptureGuards.Alone(grams, alone, (0, 1), tolerance) is null ? null : mixed);
    }

    // Each seed blows rounding up by another factor: where what the first one needed does not do, this one is disturbed too.
    private bool LastAgrees(IReadOnlyDictionary<ModelParameter, GramMatrix> grams, ScoringBatch batch, BatchNormStatistics statistics, int last, IReadOnlyList<ModelParameter> left, double proven, CaptureContext context)
    {
        var alone = Alone(batch, statistics, [last], left, context);
        if (CaptureGuards.Alone(grams, alone, (last, last), proven) is null) return true;
        using var disturbed = Disturbed(batch, last, 1);
        if (disturbed is null) return false;
        var tolerance = CaptureGuards.ToleranceFor(alone, Alone(disturbed, statistics, [0], left, context));
        return CaptureGuards.Alone(grams, alone, (last, last), tolerance) is null;
    }

    // Why nothing can be measured; null after a forward and a backward pass.
    private string? Pass(ScoringBatch batch, CaptureSession session, IReadOnlyList<int>? names, WorkProgress progress)
    {
        Start();
        var losses = network.Losses(batch);
        if (Unmeasurable(losses, names) is { } reason) return reason;
        Losses = Numbers(losses);
        progress.At(0.2);
        losses.sum().backward(retain_graph: session.Operands.HasDerived);
        progress.At(0.5);
        session.Detach();
        return null;
    }

    private IReadOnlyDictionary<ModelParameter, GramMatrix> Alone(ScoringBatch batch, BatchNormStatistics statistics, IReadOnlyList<int> samples, IReadOnlyList<ModelParameter> left, CaptureContext context, long seed = PassSeed)
    {
        ScoringMode.Enter(inventory);
        return PerSampleLoop.Measure(network, inventory, batch, samples, statistics, seed, [.. inventory.Parameters.Except(left)], new() { Limit = context.Limit });
    }

    // Samples off by what one large convolution rounds (1e-6 was seen); null where the inputs are no real numbers.
    private static ScoringBatch? Disturbed(ScoringBatch batch, int first, int count)
    {
        if (!is_floating_point(batch.Inputs)) return null;
        using var scope = NewDisposeScope();
        manual_seed(PassSeed);
        var part = batch.Narrow(first, count);
        var unit = part.Inputs.dtype == ScalarType.Float64 ? 4e-15 : 2e-6;
        part = part with { Inputs = part.Inputs * (1 + unit * randn_like(part.Inputs)) };
        return part.MoveToOuterDisposeScope();
    }

    private static string? NotFinite(Tensor losses, IReadOnlyList<int>? names = null)
    {
        using var scope = NewDisposeScope();
        var bad = isfinite(losses.detach()).logical_not().nonzero();
        if (bad.shape[0] == 0) return null;
        var sample = (int)bad[0, 0].item<long>();
        return NotFinite(names?[sample] ?? sample);
    }
}
