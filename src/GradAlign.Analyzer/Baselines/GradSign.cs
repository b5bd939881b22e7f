using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Metrics;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Baselines;

/// <summary>
/// Σ_p |Σᵢ sign gᵢₚ| over the weights of layers (Zhang and Jia, GradSign, ICLR 2022); a sum, for its mean ranks the other way round.
/// Reads the formed gradients.
/// </summary>
internal sealed class GradSign : Baseline
{
    private double sum;

    public override ScoreDefinition Definition => ScoreCatalog.GradSign;

    public override bool NeedsGradients => true;

    public override void Begin() => sum = 0;

    public override void Add(ModelParameter parameter, long start, Tensor rows)
    {
        if (parameter.IsLayer) sum += rows.sign().sum(dim: 0).abs().to(ScalarType.Float64).sum().item<double>();
    }

    public override ScoreValue Measure(BaselineContext context) => ScoreValue.Of(sum);
}
