using GradAlign.Analyzer.Metrics;

namespace GradAlign.Analyzer.Snapshots;

/// <summary>One score that differs from its snapshot by more than the numerical tolerance.</summary>
/// <param name="Key">Key of <see cref="ScoreCatalog"/>.</param>
/// <param name="Kind">What it means.</param>
/// <param name="Verified">The snapshot's value.</param>
/// <param name="Received">What was measured now.</param>
/// <param name="Noise">2·sd/√R of the paired differences of the R seeds; 0 for one seed.</param>
public sealed record ScoreDrift(string Key, DriftKind Kind, SnapshotScore Verified, SnapshotScore Received, double Noise)
{
    /// <summary>Mean over the seeds of received − verified; NaN unless both are defined.</summary>
    public double Difference => Received.Mean - Verified.Mean;

    /// <summary>In words and numbers, such as <c>conflict 0.120 → 0.480 (+0.360 ± 0.040)</c>.</summary>
    public override string ToString() => Kind == DriftKind.StateChanged
        ? $"{Key} {Show(Verified)} → {Show(Received)}"
        : FormattableString.Invariant($"{Key} {Verified.Mean:0.000} → {Received.Mean:0.000} ({Difference:+0.000;-0.000;0.000} ± {Noise:0.000})");

    private static string Show(SnapshotScore score) => score.State switch
    {
        ScoreState.Defined => FormattableString.Invariant($"{score.Mean:0.000}"),
        ScoreState.NotApplicable => "not applicable",
        _ => "undefined",
    };
}
