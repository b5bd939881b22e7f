using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Baselines;

/// <summary>
/// Distinct patterns of the whole network's ReLUs over the batch, of [1, n] (the count of Chen et al., TE-NAS, ICLR 2021, who take a thinned
/// network; on the whole network it mostly saturates at n).
/// </summary>
internal sealed class LinearRegions : Baseline
{
    public override ScoreDefinition Definition => ScoreCatalog.LinearRegions;

    public override bool NeedsActivations => true;

    public override ScoreValue Measure(BaselineContext context) => context.Activations!.Missing is { } reason
        ? ScoreValue.Undefined(reason)
        : ScoreValue.Of(context.Activations!.Distinct());
}
