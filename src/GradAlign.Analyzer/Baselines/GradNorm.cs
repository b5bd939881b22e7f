using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Baselines;

/// <summary>
/// Σ over layers of ‖∂L/∂w‖₂, L the mean loss of the batch (Abdelfattah et al., Zero-cost proxies for lightweight NAS, ICLR 2021).
/// ‖Σᵢ gᵢ‖² is the sum of the layer's Gram matrix, so it costs nothing; the batch norm is the scoring's.
/// </summary>
internal sealed class GradNorm : Baseline
{
    public override ScoreDefinition Definition => ScoreCatalog.GradNorm;

    public override ScoreValue Measure(BaselineContext context) => context.Captured.Undefined is { } reason
        ? ScoreValue.Undefined(reason)
        : ScoreValue.Of(context.Captured.Grams.Where(g => g.Key.IsLayer).Sum(g => Math.Sqrt(Math.Max(g.Value.Sum, 0)) / context.Samples));
}
