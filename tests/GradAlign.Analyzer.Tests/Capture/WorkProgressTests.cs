using GradAlign.Analyzer.Capture;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Tests.Capture;

public sealed class WorkProgressTests
{
    [Fact]
    public void Parts_fill_what_is_left()
    {
        var told = new List<double>();
        var progress = new WorkProgress(told.Add);
        progress.At(0.2);
        var part = progress.Part(0.5);
        part.At(0.5);
        part.At(1);
        progress.Part(1).At(1);
        Assert.Equal([0.2, 0.4, 0.6, 1], told.Select(t => Math.Round(t, 9)));
    }

    [Fact]
    public void Share_never_falls()
    {
        var told = new List<double>();
        var progress = new WorkProgress(told.Add);
        progress.At(0.7);
        progress.At(0.1);
        Assert.Equal([0.7, 0.7], told);
    }

    [Theory]
    [InlineData("batched", long.MaxValue)]
    [InlineData("in blocks", 2000)]
    [InlineData("loop", long.MaxValue)]
    [InlineData("loop", 4000)]
    public void A_measurement_tells_its_steps_to_the_end(string kind, long limit)
    {
        using var model = new SwitchedModel(hasNorm: false);
        if (kind == "loop") model.Forward = (m, x) => m.Second.call((m.First.call(x) - (0.5 * x.mean([0], keepdim: true).mean())).tanh());
        using var batch = EngineComparison.Batch(10, [5], 3);
        var told = new List<double>();
        var measured = ModelMeasurement.Run(model, batch, 3, BatchNormMode.PerSample, new() { Limit = limit, Progress = new(told.Add) });
        Assert.Equal(kind == "loop", measured.LoopReason is not null);
        Assert.True(told.Count >= (kind == "loop" ? 10 : 5), $"{told.Count} steps");
        Assert.Equal(told.Order(), told);
        Assert.InRange(told[^1], 0.85, 1);
    }
}
