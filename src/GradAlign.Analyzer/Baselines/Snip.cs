using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Metrics;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Baselines;

/// <summary>
/// Σ |w · ∂L/∂w| over the weights of convolutions and linear layers, L the mean loss of the batch (Lee et al., SNIP, ICLR 2019).
/// Reads the formed gradients; the batch norm is the scoring's.
/// </summary>
internal sealed class Snip : Baseline
{
    private double sum;

    public override ScoreDefinition Definition => ScoreCatalog.Snip;

    public override bool NeedsGradients => true;

    public override void Begin() => sum = 0;

    public override void Add(ModelParameter parameter, long start, Tensor rows)
    {
        if (!parameter.IsLayer || parameter.Owner is Embedding) return;
        sum += (parameter.Tensor.detach().reshape(-1).narrow(0, start, rows.shape[1]) * rows.mean([0])).abs().to(ScalarType.Float64).sum().item<double>();
    }

    public override ScoreValue Measure(BaselineContext context) => ScoreValue.Of(sum);
}
