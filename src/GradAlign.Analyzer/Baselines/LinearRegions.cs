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

    public override ScoreValue Measure(BaselineContext context) => context.Activations is { Units: > 0 } activations
        ? ScoreValue.Of(activations.Distinct())
        : ScoreValue.Undefined("no ReLU module ran: activations of other kinds, and ReLUs called as functions, have no pattern to see");
}
