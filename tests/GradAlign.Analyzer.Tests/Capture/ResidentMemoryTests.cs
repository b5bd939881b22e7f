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

    // 33 activations of a quarter of a megabyte a sample.
    private static long Peak(long limit)
    {
        // What the heap kept of an earlier run would not count as a rise.
        NativeHeap.Trim();
        return PeakMemory.Of(
            () => new Subject(),
            subject => Assert.Null(ModelMeasurement.Run(subject.Model, subject.Batch, 3, BatchNormMode.PerSample, limit: limit).LoopReason));
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
