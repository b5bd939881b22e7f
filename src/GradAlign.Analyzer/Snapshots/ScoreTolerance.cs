using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Snapshots;

/// <summary>
/// How far a value may lie from its snapshot by arithmetic alone: another processor, another number of threads, another device.
/// On one machine nothing moves.
/// </summary>
internal static class ScoreTolerance
{
    // In [0, 1], or a cosine.
    private const double Unit = 1e-3;

    // Eigenvalues are exact to about 1e-6 in float32 and the smallest that count are ε = 1e-4: a logarithm moves by 1e-2 at most.
    private const double Logarithm = 1e-2;

    // A share of n = 64 as large as that of a cosine.
    private const double Rank = 64 * Unit;

    // One eigenvalue may lie at ε itself.
    private const double Count = 1;

    /// <summary>The greatest absolute difference of one seed's value that means nothing.</summary>
    public static double Of(string key) => key switch
    {
        _ when key == ScoreCatalog.GradAlignII.Key || key == ScoreCatalog.GradAlignIILayerwise.Key || key == ScoreCatalog.GradAlignIIOutput.Key => Logarithm,
        _ when key == ScoreCatalog.EffectiveRank.Key => Rank,
        _ when key == ScoreCatalog.NumericalRank.Key => Count,
        _ when key == ScoreCatalog.DeadLayers.Key || key == ScoreCatalog.DeadSamples.Key || key == ScoreCatalog.DeadLayerShare.Key => 0,
        _ => Unit,
    };
}
