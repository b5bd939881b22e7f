using GradAlign.Analyzer.Capture.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Tests.Capture;

public sealed class ConvolutionBackwardTests
{
    [Fact]
    public void Weight_gradient_does_not_depend_on_when_the_garbage_collector_runs()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var (gradient, input, weight) = (randn(2, 4, 5, 7, float64), randn(2, 3, 5, 7, float64), randn(4, 3, 3, 3, float64));
        var expected = Run();
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        try
        {
            for (var i = 0; i < 2000; i++)
            {
                using var pass = NewDisposeScope();
                Assert.True(Run().equal(expected).all().item<bool>());
            }
        }
        finally
        {
            stop.Cancel();
            collector.Join();
        }

        Tensor Run() => ConvolutionBackward.WeightGradient(gradient, input, weight, [1, 1], [1, 1], [1, 1], 1);
    }
}
