using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Snapshots;

namespace GradAlign.Analyzer.Comparing;

/// <summary>One score on both sides.</summary>
/// <param name="Key">Key of <see cref="ScoreCatalog"/>.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Base">The base's value.</param>
/// <param name="Head">The head's value.</param>
/// <param name="Interval">The paired differences head − base of the seeds; null where a side has no value.</param>
public sealed record ScoreChange(string Key, ChangeKind Kind, SnapshotScore Base, SnapshotScore Head, PairedInterval? Interval)
{
    /// <summary>In words and numbers, such as <c>conflict 0.120 → 0.480 (+0.360, 95% interval +0.310 to +0.410 over 3 seeds)</c>.</summary>
    public override string ToString() => Interval is { } interval
        ? FormattableString.Invariant($"{Key} {Base.Mean:0.000} → {Head.Mean:0.000} ({interval.Mean:+0.000;-0.000;0.000}, {Spread(interval)})")
        : $"{Key} {Show(Base)} → {Show(Head)}";

    private string Spread(PairedInterval interval) => double.IsFinite(interval.Half)
        ? FormattableString.Invariant($"95% interval {interval.Lower:+0.000;-0.000;0.000} to {interval.Upper:+0.000;-0.000;0.000} over {Base.Values.Count} seeds")
        : "one seed, which has no interval";

    private static string Show(SnapshotScore score) => score.State switch
    {
        ScoreState.Defined => FormattableString.Invariant($"{score.Mean:0.000}"),
        ScoreState.NotApplicable => "not applicable",
        _ => "undefined",
    };
}
