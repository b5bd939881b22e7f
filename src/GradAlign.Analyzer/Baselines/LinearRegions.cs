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

    public override ScoreValue Measure(BaselineContext context)
    {
        if (context.Activations is not { Units: > 0 } activations)
            return ScoreValue.Undefined("no ReLU module ran: activations of other kinds, and ReLUs called as functions, have no pattern to see");
        var distances = activations.Distances();
        return ScoreValue.Of(Enumerable.Range(0, context.Samples).Count(i => Enumerable.Range(0, i).All(j => distances[i, j] > 0)));
    }
}
