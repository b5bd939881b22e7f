using System.Reflection;
using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Tests.Capture;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Tests.Rewriting;

/// <summary>Raw parameters in the batched pass, held against the per-sample loop.</summary>
public sealed class OperandWatchTests
{
    public static TheoryData<string> Models() => [.. typeof(OperandModels).GetMethods(BindingFlags.Static | BindingFlags.Public).Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Models))]
    public void A_raw_parameter_in_the_batched_pass_equals_the_per_sample_loop(string factory)
    {
        using var model = RewrittenCopy.Model(typeof(OperandModels), factory);
        using var batch = EngineComparison.Batch(5, [6, 8], 3);
        var inventory = new ModelInventory(model);
        var memory = new StructureMemory();
        var captured = GradientCapture.Measure(model, inventory, batch, BatchNormMode.PerSample, new() { Structures = memory });
        AssertBatched(model, batch, captured);

        // A later seed is measured with what the first has shown.
        Assert.NotNull(memory.CaptureOf(inventory, batch));
        AssertBatched(model, batch, GradientCapture.Measure(model, inventory, batch, BatchNormMode.PerSample, new() { Structures = memory }));
    }

    [Theory]
    [InlineData(nameof(OperandModels.MatMul), 8)]
    [InlineData(nameof(OperandModels.FunctionalLinearWithBias), 3)]
    [InlineData(nameof(OperandModels.StandardisedWeight), 3)]
    [InlineData(nameof(OperandModels.Scale), 8)]
    public void A_raw_parameter_with_as_many_rows_as_the_batch_equals_the_per_sample_loop(string factory, int samples)
    {
        using var model = RewrittenCopy.Model(typeof(OperandModels), factory);
        using var batch = EngineComparison.Batch(samples, [6, 8], 3);
        AssertBatched(model, batch, GradientCapture.Measure(model, new ModelInventory(model), batch, BatchNormMode.PerSample));
    }

    [Theory]
    [InlineData(nameof(OperandModels.MatMul), 4000)]
    [InlineData(nameof(OperandModels.FunctionalLinear), 4000)]
    [InlineData(nameof(OperandModels.Convolution2d), 4000)]
    [InlineData(nameof(OperandModels.StandardisedWeight), 4000)]
    [InlineData(nameof(OperandModels.SpectralNorm), 4000)]
    public void A_raw_parameter_with_little_memory_equals_the_per_sample_loop(string factory, long limit)
    {
        using var model = RewrittenCopy.Model(typeof(OperandModels), factory);
        using var batch = EngineComparison.Batch(6, [6, 8], 3);
        var captured = GradientCapture.Measure(model, new ModelInventory(model), batch, BatchNormMode.PerSample, new() { Limit = limit });
        EngineComparison.AssertEqualsLoop(model, batch, captured);
    }

    private static void AssertBatched(torch.nn.Module<Tensor, Tensor> model, ScoringBatch batch, CapturedGradients captured)
    {
        Assert.Null(captured.LoopReason);
        Assert.Null(captured.PartialLoop);
        EngineComparison.AssertEqualsLoop(model, batch, captured);
    }
}
