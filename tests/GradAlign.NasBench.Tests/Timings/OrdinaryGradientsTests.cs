using GradAlign.Analyzer;
using GradAlign.Analyzer.Baselines;
using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Inputs;
using GradAlign.NasBench.Timings;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.NasBench.Tests.Timings;

public sealed class OrdinaryGradientsTests
{
    [Fact]
    public void Without_batch_norm_ordinary_gradients_give_the_scores_that_a_scoring_gives()
    {
        manual_seed(3);
        using var model = Sequential(("a", Linear(12, 16)), ("relu", ReLU()), ("b", Linear(16, 8)), ("c", ReLU()), ("output", Linear(8, 4)));
        using var batch = new SyntheticSource([12], 4).Draw(10, 1);
        var expected = ModelMeasurement.Run(model, batch, 4, BatchNormMode.PerSample, baselines: BaselineSet.Choose("grad_norm,snip,zico", [])).Baselines;
        var ordinary = new OrdinaryGradients(model, batch);
        Assert.Equal(1, ordinary.GradNorm() / expected["grad_norm"].Value!.Value, 1e-4);
        Assert.Equal(1, ordinary.Snip() / expected["snip"].Value!.Value, 1e-4);
        Assert.Equal(1, ordinary.ZiCo() / expected["zico"].Value!.Value, 1e-3);
    }
}
