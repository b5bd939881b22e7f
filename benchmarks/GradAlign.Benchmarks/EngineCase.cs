using GradAlign.Analyzer;
using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Inputs;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Benchmarks;

/// <summary>One model with one batch of 28×28 noise, measured three ways.</summary>
internal sealed class EngineCase : IDisposable
{
    private readonly Module<Tensor, Tensor> model;
    private readonly ModelInventory inventory;
    private readonly ScoringBatch batch;
    private readonly int[] everySample;

    public EngineCase(Module<Tensor, Tensor> model, int samples)
    {
        this.model = model;
        inventory = new(model);
        everySample = [.. Enumerable.Range(0, samples)];
        batch = new(randn(samples, 1, 28, 28), arange(samples, ScalarType.Int64).remainder(10));
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
        var captured = GradientCapture.Measure(model, inventory, batch, BatchNormMode.PerSample);
        if (captured.LoopReason is { } reason) throw new InvalidOperationException($"the loop took over: {reason}");
    }

    /// <summary>Gram matrices from one pass a sample.</summary>
    public void Loop()
    {
        using var scope = NewDisposeScope();
        using var state = new ModelState(inventory);
        ScoringMode.Enter(inventory);
        using var nothingFrozen = new BatchNormStatistics();
        PerSampleLoop.Measure(model, inventory, batch, everySample, nothingFrozen);
    }

    public void Dispose() => batch.Dispose();
}
