using GradAlign.Analyzer;
using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Inputs;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Benchmarks;

/// <summary>One case, measured three ways.</summary>
internal sealed class EngineCase : IDisposable
{
    private readonly BenchCase @case;
    private readonly Module<Tensor, Tensor> model;
    private readonly ModelInventory inventory;
    private readonly ScoringBatch batch;

    public EngineCase(BenchCase @case)
    {
        this.@case = @case;
        manual_seed(0);
        model = @case.Factory();
        inventory = new(model);
        batch = @case.Batch();
    }

    /// <summary>The floor: what one step of training computes anyway, forward and backward of the batch.</summary>
    public void OrdinaryStep()
    {
        using var scope = NewDisposeScope();
        model.train();
        model.zero_grad();
        functional.cross_entropy(model.call(batch.Inputs), batch.Targets).backward();
    }

    /// <summary>Gram matrices from one batched pass, guards included.</summary>
    public void Batched()
    {
        using var scope = NewDisposeScope();
        var captured = ModelMeasurement.Run(model, batch, @case.Classes, BatchNormMode.PerSample);
        if (captured.LoopReason is { } reason) throw new InvalidOperationException($"the loop took over: {reason}");
    }

    /// <summary>Gram matrices from one pass a sample.</summary>
    public void Loop()
    {
        using var scope = NewDisposeScope();
        using var state = new ModelState(inventory);
        ScoringMode.Enter(inventory);
        using var nothingFrozen = new BatchNormStatistics();
        PerSampleLoop.Measure(model, inventory, batch, [0, 1, 2, 3], nothingFrozen);
    }

    public void Profile()
    {
        using var scope = NewDisposeScope();
        var w = System.Diagnostics.Stopwatch.StartNew();
        double Lap() { var t = w.Elapsed.TotalMilliseconds; w.Restart(); return t; }
        model.zero_grad(); Lap();
        var trace = ExecutionTrace.Run(model, inventory, batch, @case.Classes);
        var tTrace = Lap();
        using var state = new ModelState(inventory);
        ScoringMode.Enter(inventory); model.zero_grad(); var tState = Lap();
        using var session = new CaptureSession(inventory, batch.Inputs.shape[0], BatchNormMode.PerSample);
        var tHook = Lap();
        var losses = SampleLosses.Of(model.call(batch.Inputs), batch.Targets); var tFwd = Lap();
        losses.sum().backward(); session.Detach(); var tBwd = Lap();
        var grams = BatchedEngine.Contract(session, inventory); var tCon = Lap();
        CaptureGuards.Ownership(inventory, grams); CaptureGuards.Sum(inventory, grams); var tSum = Lap();
        var alone = PerSampleLoop.Measure(model, inventory, batch, [0, 1], session.Statistics, 0); CaptureGuards.Alone(grams, alone, (0, 1)); var tAlone = Lap();
        var cap = new CapturedGradients { Grams = grams };
        var net = NetworkGram.Assemble(cap, inventory, trace, (int)batch.Inputs.shape[0]); var tAss = Lap();
        var m = GradAlign.Analyzer.Metrics.GramMetrics.Measure(net); var tMet = Lap();
        Console.WriteLine($"  trace={tTrace:f1} state={tState:f1} hook={tHook:f1} fwd={tFwd:f1} bwd={tBwd:f1} contract={tCon:f1} sum={tSum:f1} alone={tAlone:f1} assemble={tAss:f1} metrics={tMet:f1}");
    }

    public void Dispose()
    {
        batch.Dispose();
        model.Dispose();
    }
}
