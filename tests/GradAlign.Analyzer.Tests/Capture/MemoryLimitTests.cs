using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Gram;
using GradAlign.Analyzer.Verdicts;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Capture;

public sealed class MemoryLimitTests
{
    [Theory]
    [InlineData(BatchNormMode.PerSample)]
    [InlineData(BatchNormMode.Frozen)]
    [InlineData(BatchNormMode.Batch)]
    public void Less_memory_gives_the_same_Gram_matrix(BatchNormMode mode)
    {
        using var model = new SwitchedModel();
        using var batch = EngineComparison.Batch(10, [5], 3);
        var expected = ModelMeasurement.Run(model, batch, 3, mode).Gram!;
        var largest = 0L;
        model.Watch = x => largest = model.training && is_grad_enabled() ? Math.Max(largest, x.shape[0]) : largest;
        var actual = ModelMeasurement.Run(model, batch, 3, mode, new() { Limit = 2000 }).Gram!;
        Assert.InRange(largest, 1, mode == BatchNormMode.Batch ? 10 : 9);
        AssertEqual(expected.Total, actual.Total);
        Assert.All(expected.Layers.Zip(actual.Layers), l => AssertEqual(l.First.Gram, l.Second.Gram));
    }

    [Fact]
    public void The_loop_with_less_memory_gives_the_same_Gram_matrix()
    {
        using var model = new SwitchedModel(hasNorm: false) { Forward = (m, x) => m.Second.call(functional.tanh(m.First.call(x) + m.First.bias!)) };
        using var batch = EngineComparison.Batch(10, [5], 3);
        var expected = ModelMeasurement.Run(model, batch, 3, BatchNormMode.PerSample);
        var passes = 0;
        model.Watch = x => passes += x.shape[0] == 1 ? 1 : 0;
        var actual = ModelMeasurement.Run(model, batch, 3, BatchNormMode.PerSample, new() { Limit = 4000 });
        Assert.NotNull(expected.LoopReason);
        Assert.True(passes >= 20, $"{passes} passes of one sample"); // 75 parameters of 80 bytes in all rows: two groups
        AssertEqual(expected.Gram!.Total, actual.Gram!.Total);
    }

    [Fact]
    public void Blocks_of_samples_run_once_for_each_group_of_parameters()
    {
        using var model = new SwitchedModel(hasNorm: false);
        using var batch = EngineComparison.Batch(10, [5], 3);
        var expected = ModelMeasurement.Run(model, batch, 3, BatchNormMode.PerSample).Gram!;
        var passes = new List<long>();
        model.Watch = x => passes.Add(model.training && x.shape[0] > 1 ? x.shape[0] : 0);
        var actual = ModelMeasurement.Run(model, batch, 3, BatchNormMode.PerSample, new() { Limit = 2000 });
        Assert.Null(actual.LoopReason);
        Assert.True(passes.Sum() % 10 == 0 && passes.Sum() > 10, $"{passes.Sum()} samples in blocks of {passes.Max()}");
        Assert.InRange(passes.Max(), 2, 9);
        AssertEqual(expected.Total, actual.Gram!.Total);
        Assert.All(expected.Layers.Zip(actual.Gram.Layers), l => AssertEqual(l.First.Gram, l.Second.Gram));
    }

    [Fact]
    public void A_wide_layer_is_formed_in_slices_that_add_up()
    {
        manual_seed(3);
        using var model = Sequential(("conv", Conv2d(16, 24, 3, padding: 1)), ("relu", ReLU()), ("pool", AdaptiveAvgPool2d(1)), ("flatten", Flatten()), ("head", Linear(24, 3))).to(ScalarType.Float64);
        using var batch = EngineComparison.Batch(5, [16, 12, 12], 3);
        var inventory = new ModelInventory(model);
        using var session = new CaptureSession(inventory, 5, BatchNormMode.PerSample);
        SampleLosses.Of(model.call(batch.Inputs), batch.Targets).sum().backward();
        var (rows, slices) = (new ShownRows(), new ShownRows());
        var whole = BatchedEngine.Contract(session, inventory, watcher: rows);
        var sliced = BatchedEngine.Contract(session, inventory, limit: 7 * 5 * 144 * sizeof(double), watcher: slices); // 7 of 24 output channels
        Assert.Equal(4, slices.Calls(inventory.Parameters[0]));
        Assert.All(inventory.Parameters, p => Assert.InRange(slices.Difference(rows, p), 0, 1e-12));
        Assert.All(inventory.Parameters, p => AssertEqual(whole[p], sliced[p]));
        Assert.Throws<MemoryShortage>(() => BatchedEngine.Contract(session, inventory, limit: 5 * 144 * sizeof(double) - 1));
    }

    [Fact]
    public void Too_little_memory_for_the_activations_of_two_samples_is_GA0007() =>
        AssertTooSmall(new SwitchedModel(hasNorm: false), [5], limit: 10, "activations of 2 samples");

    [Fact]
    public void Too_little_memory_for_one_slice_of_a_layer_is_GA0007() =>
        AssertTooSmall(Sequential(("wide", Linear(20_000, 3))).to(ScalarType.Float64), [20_000], limit: 100_000, "one slice of 'wide.weight'");

    private static void AssertTooSmall(Module<Tensor, Tensor> made, long[] shape, long limit, string expected)
    {
        using var model = made;
        using var batch = EngineComparison.Batch(4, shape, 3);
        var finding = Assert.Throws<ScoringException>(() => ModelMeasurement.Run(model, batch, 3, BatchNormMode.PerSample, new() { Limit = limit })).Finding;
        Assert.Equal(Rules.ScoringKilled.Id, finding.Id);
        Assert.Contains(expected, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_without_memory_is_asked_again_for_fewer_samples()
    {
        using var model = new SwitchedModel(hasNorm: false);
        using var batch = EngineComparison.Batch(8, [5], 3);
        var expected = ModelMeasurement.Run(model, batch, 3, BatchNormMode.PerSample).Gram!.Total;
        model.Watch = x => Exhaust(x.shape[0] > 4);
        AssertEqual(expected, ModelMeasurement.Run(model, batch, 3, BatchNormMode.PerSample).Gram!.Total);
    }

    [Fact]
    public void A_device_without_memory_for_two_samples_is_GA0007()
    {
        using var model = new SwitchedModel(hasNorm: false) { Watch = x => Exhaust(x.requires_grad || is_grad_enabled()) };
        using var batch = EngineComparison.Batch(8, [5], 3);
        var finding = Assert.Throws<ScoringException>(() => ModelMeasurement.Run(model, batch, 3, BatchNormMode.PerSample)).Finding;
        Assert.Equal(Rules.ScoringKilled.Id, finding.Id);
        Assert.Contains("no memory left", finding.Message, StringComparison.Ordinal);
    }

    // More than the address space holds: libtorch's own error.
    private static void Exhaust(bool now)
    {
        if (now) empty(1L << 47, dtype: ScalarType.Float64).Dispose();
    }

    private static void AssertEqual(GramMatrix expected, GramMatrix actual)
    {
        for (var i = 0; i < expected.Size; i++)
        {
            for (var j = 0; j < expected.Size; j++) Assert.Equal(expected[i, j], actual[i, j], 1e-11 * expected.Trace);
        }
    }
}
