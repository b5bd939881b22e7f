using GradAlign.Analyzer;
using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Inputs;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Benchmarks;

/// <summary>A case, ready to be run in each of the ways that are compared.</summary>
internal sealed class EngineCase : IDisposable
{
    private readonly int classes;
    private readonly Module<Tensor, Tensor> model;
    private readonly ModelInventory inventory;
    private readonly ScoringBatch batch;
    private readonly StructureMemory memory = new();

    public EngineCase(BenchCase @case)
    {
        manual_seed(0);
        classes = @case.Classes;
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

    /// <summary>One seed of a scoring, from the model and the batch to the Gram matrices of its layers: the first, which proves the structure.</summary>
    public void FirstSeed() => Measure(new());

    /// <summary>The same for a seed after the first.</summary>
    public void NextSeed() => Measure(memory);

    /// <summary>Gram matrices from one pass a sample.</summary>
    /// <param name="samples">How many of the batch's samples.</param>
    public void Loop(int samples)
    {
        using var scope = NewDisposeScope();
        using var state = new ModelState(inventory);
        ScoringMode.Enter(inventory);
        using var nothingFrozen = new BatchNormStatistics();
        PerSampleLoop.Measure(model, inventory, batch, [.. Enumerable.Range(0, samples)], nothingFrozen);
    }

    public void Dispose()
    {
        batch.Dispose();
        model.Dispose();
    }

    private void Measure(StructureMemory known)
    {
        using var scope = NewDisposeScope();
        if (ModelMeasurement.Run(model, batch, classes, BatchNormMode.PerSample, new() { Structures = known }).LoopReason is { } reason)
            throw new InvalidOperationException($"the loop took over: {reason}");
    }
}
