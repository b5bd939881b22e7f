using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Hosting;
using GradAlign.Analyzer.Inputs;
using GradAlign.Benchmarks;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Capture;

/// <summary>What the system says of the process, not what the engine counts.</summary>
public sealed class ResidentMemoryTests
{
    private const long Limit = 36L << 20;

    // Code, kernels and the model itself are not in the limit.
    private const long Beside = 36L << 20;

    [Fact]
    public void Memory_of_the_process_stays_within_the_limit()
    {
        // The first run loads libraries.
        _ = Peak(Limit);
        var bounded = Peak(Limit);
        var whole = Peak(long.MaxValue);
        Assert.True(whole > 3 * Limit, $"{whole >> 20} MB without a limit: too little to show anything");
        Assert.True(bounded < Limit + Beside, $"{bounded >> 20} MB with a limit of {Limit >> 20} MB, {whole >> 20} MB without");
    }

    [Fact]
    public void Vgg11_stays_within_three_gigabytes()
    {
        // The per-sample gradients alone are twice that.
        const int Samples = 12;
        const long ThreeGigabytes = 3L << 30;
        manual_seed(0);
        using var model = Vgg11.Create(10);
        using var batch = EngineComparison.Batch(Samples, [3, 64, 64], 10, ScalarType.Float32);
        NativeHeap.Trim();
        var peak = PeakMemory.Above(() => Assert.NotNull(ModelMeasurement.Run(model, batch, 10, BatchNormMode.PerSample, new() { Limit = ThreeGigabytes }).Gram));
        Assert.True(peak < ThreeGigabytes * 1.1 + (100 << 20), $"{peak >> 20} MB");
    }

    [Fact]
    public void The_cost_of_a_large_model_is_estimated_and_that_of_a_small_one_is_not()
    {
        using var large = new Subject();
        using var small = new SwitchedModel();
        using var few = EngineComparison.Batch(4, [5], 3);
        var estimates = new List<CostEstimate>();
        var context = new CaptureContext { Limit = 200L << 20, Estimated = estimates.Add };
        _ = ModelMeasurement.Run(small, few, 3, BatchNormMode.PerSample, context);
        Assert.Empty(estimates);
        _ = ModelMeasurement.Run(large.Model, large.Batch, 3, BatchNormMode.PerSample, context);
        _ = ModelMeasurement.Run(large.Model, large.Batch, 3, BatchNormMode.PerSample, context);
        var estimate = Assert.Single(estimates); // once a structure
        Assert.InRange(estimate.Seconds, 0.01, 600);
        Assert.Equal(200L << 20, estimate.Bytes);
    }

    // 33 activations of a quarter of a megabyte a sample.
    private static long Peak(long limit)
    {
        // What the heap kept of an earlier run would not count as a rise.
        NativeHeap.Trim();
        return PeakMemory.Of(
            () => new Subject(),
            subject => Assert.Null(ModelMeasurement.Run(subject.Model, subject.Batch, 3, BatchNormMode.PerSample, new() { Limit = limit }).LoopReason));
    }

    private sealed class Subject : IDisposable
    {
        public Module<Tensor, Tensor> Model { get; } = Sequential([("conv", Conv2d(3, 16, 3, padding: 1)),
            .. Enumerable.Range(0, 32).Select(i => ($"tanh{i}", (Module<Tensor, Tensor>)Tanh())), ("pool", AdaptiveAvgPool2d(1)), ("flatten", Flatten()), ("head", Linear(16, 3))]);

        public ScoringBatch Batch { get; } = EngineComparison.Batch(16, [3, 64, 64], 3, ScalarType.Float32);

        public void Dispose()
        {
            Batch.Dispose();
            Model.Dispose();
        }
    }
}
