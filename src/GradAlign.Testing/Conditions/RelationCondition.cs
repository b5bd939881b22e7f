using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Snapshots;
using GradAlign.Analyzer.Verdicts;
using GradAlign.Testing.Messages;

namespace GradAlign.Testing.Conditions;

/// <summary>One model's score against another's, over paired seeds: the same seed draws the same batch for both.</summary>
internal static class RelationCondition
{
    /// <summary>Passes where the whole 95% interval of the paired differences is below 0, fails where none of it is, and is Inconclusive between, unless that is allowed.</summary>
    public static ConditionResult Less(ArchitectureScore model, ArchitectureScore other, ScoreDefinition score, bool allowInconclusive)
    {
        var (name, expected) = ($"{score.Key} against {other.Report.Name}", "less");
        if (!other.IsDefined) return Inconclusive($"not comparable: {other.Report.Name} has no defined score ({other.Report.Findings.FirstOrDefault(f => f.Severity == Severity.Error)?.Message ?? "undefined"})");
        var differences = Conditions(model).DifferencesTo(Conditions(other));
        if (differences.Count > 0) return Inconclusive($"not comparable: {string.Join("; ", differences)}");
        if (model.Report[score] is not { State: ScoreState.Defined } own || other.Report[score] is not { State: ScoreState.Defined } others) return Inconclusive("not comparable: the score is not defined for both");
        var paired = own.Values.Zip(others.Values, (a, b) => a!.Value - b!.Value).ToArray();
        if (paired.Length < 2) return Inconclusive("not decided: one seed has no interval; score with more repeats");
        var interval = PairedInterval.Of(paired);
        var outcome = interval.Upper < 0 ? Outcome.Pass : interval.Lower >= 0 ? Outcome.Fail : Outcome.Inconclusive;
        var seen = FormattableString.Invariant($"{own.Mean:0.0000} against {others.Mean:0.0000}, difference {interval.Mean:0.0000}, 95% interval {interval.Lower:0.0000} to {interval.Upper:0.0000} over {paired.Length} paired seeds");
        if (outcome != Outcome.Inconclusive) return new(name, outcome, expected, seen);
        return new(name, allowInconclusive ? Outcome.Pass : outcome, expected, $"{seen}: the seeds do not separate them{(allowInconclusive ? ", which is allowed" : "")}");

        ConditionResult Inconclusive(string actual) => new(name, Outcome.Inconclusive, expected, actual);
    }

    private static SnapshotConditions Conditions(ArchitectureScore score) => ScoreSnapshot.Of(score.Report, score.Options).Conditions;
}
