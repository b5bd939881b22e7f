using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Metrics;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Baselines;

/// <summary>
/// Σ over layers of log Σ_p mean|g| / std(g), over two batches (Li et al., ZiCo, ICLR 2023): here the two halves of the batch, whose
/// mean gradients are h₁ and h₂, so mean|g| = (|h₁| + |h₂|)/2 and std(g) = |h₁ − h₂|/2; weights that do not vary are left out.
/// Reads the formed gradients; the batch norm is the scoring's.
/// </summary>
internal sealed class ZiCo : Baseline
{
    private readonly Dictionary<ModelParameter, double> ratios = [];

    public override ScoreDefinition Definition => ScoreCatalog.ZiCo;

    public override bool NeedsGradients => true;

    public override void Begin() => ratios.Clear();

    public override void Add(ModelParameter parameter, long start, Tensor rows)
    {
        if (!parameter.IsLayer) return;
        var n = rows.shape[0];
        var first = rows.narrow(0, 0, n / 2).mean([0]).to(ScalarType.Float64);
        var second = rows.narrow(0, n / 2, n - (n / 2)).mean([0]).to(ScalarType.Float64);
        var spread = (first - second).abs();
        var ratio = where(spread > 0, (first.abs() + second.abs()) / spread, zeros_like(spread)).sum().item<double>();
        ratios[parameter] = ratios.GetValueOrDefault(parameter) + ratio;
    }

    public override ScoreValue Measure(BaselineContext context) => ratios.Values.Any(r => r != 0)
        ? ScoreValue.Of(ratios.Values.Where(r => r != 0).Sum(Math.Log))
        : ScoreValue.Undefined("no layer's gradient differs between the two halves of the batch");
}
