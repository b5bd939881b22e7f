using System.Globalization;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;

namespace GradAlign.Analyzer.Verdicts;

/// <summary>Holds a model's numbers against the limits.</summary>
public static class Judge
{
    private const int WorstLayers = 3;

    /// <summary>Judges one model.</summary>
    /// <param name="report">What was measured.</param>
    /// <param name="limits">The configured limits.</param>
    /// <param name="batchSize">Samples in the batch, n.</param>
    /// <param name="modelMaxConflict">The attribute's limit of conflict; the stricter of it and the configured one holds.</param>
    /// <param name="modelMaxCollapse">The attribute's limit of collapse; the stricter of it and the configured one holds.</param>
    public static Verdict Verdict(
        ModelReport report, Limits limits, int batchSize, double? modelMaxConflict = null, double? modelMaxCollapse = null)
    {
        if (report.Findings.FirstOrDefault(f => f.Severity == Severity.Error) is { } error)
        {
            return new(Outcome.Inconclusive, $"not measured: {error.Id}", []);
        }

        if (report[ScoreCatalog.Conflict] is not { } conflict || report[ScoreCatalog.Collapse] is not { } collapse)
        {
            return new(Outcome.Inconclusive, "nothing was measured", []);
        }

        var findings = new List<Finding>();
        var defaultsHold = batchSize == Limits.DefaultBatchSize && report.BatchNorm == BatchNormMode.PerSample;
        var conflictLimit = ScoreLimit.Of(
            limits.WarnConflict, limits.MaxConflict, modelMaxConflict, Limits.DefaultWarnConflict, Limits.DefaultMaxConflict, defaultsHold);
        var collapseLimit = ScoreLimit.Of(
            limits.WarnCollapse, limits.MaxCollapse, modelMaxCollapse, Limits.DefaultWarnCollapse, Limits.DefaultMaxCollapse, defaultsHold);

        findings.AddRange(HoldAgainst(report, conflict, ScoreCatalog.Conflict, Rules.Conflict, conflictLimit,
            "the samples' gradients cancel each other, so a step makes little guaranteed progress",
            "Add normalisation or residual connections, or check the initialisation."));
        findings.AddRange(HoldAgainst(report, collapse, ScoreCatalog.Collapse, Rules.Collapse, collapseLimit,
            "the layers' per-sample gradients span almost nothing, so the layers cannot tell samples apart",
            "Add normalisation or residual connections, replace saturating activations, or make the network shallower."));
        findings.AddRange(Undecided(report, conflict, ScoreCatalog.Conflict, conflictLimit));
        findings.AddRange(Undecided(report, collapse, ScoreCatalog.Collapse, collapseLimit));
        findings.AddRange(DeadLayers(report, limits));
        var undefined = Undefined(report, conflict, ScoreCatalog.Conflict).Concat(Undefined(report, collapse, ScoreCatalog.Collapse)).ToArray();
        findings.AddRange(undefined);

        if (undefined.Any(f => f.Severity == Severity.Error))
        {
            return new(Outcome.Inconclusive, "a headline score is undefined", findings);
        }

        if (findings.Any(f => f.Severity == Severity.Error))
        {
            return new(Outcome.Fail, null, findings);
        }

        var unjudged = conflictLimit.Max is null || (collapseLimit.Max is null && collapse.State == ScoreState.Defined);
        return unjudged
            ? new(Outcome.Inconclusive, Invariant($"the default limits hold at n = {Limits.DefaultBatchSize} and with per-sample batch norm only; give limits of your own"), findings)
            : new(Outcome.Pass, null, findings);
    }

    private static IEnumerable<Finding> HoldAgainst(
        ModelReport report, ScoreSummary score, ScoreDefinition definition, Rule rule, ScoreLimit limit, string why, string cure)
    {
        if (score is not { State: ScoreState.Defined, Mean: { } mean } || limit.Crossed(mean) is not { } crossed)
        {
            yield break;
        }

        var kind = crossed.Severity == Severity.Error ? "limit" : "warning limit";
        yield return rule.Finding(crossed.Severity, Noise.Lead(report.Data, Invariant(
            $"{definition.Title} is {Spread(score)}, above the {kind} of {crossed.Limit:0.00##}: {why}.{Worst(report, definition)}{Noise.AskForImages(report)} {cure}")));
    }

    private static IEnumerable<Finding> Undecided(ModelReport report, ScoreSummary score, ScoreDefinition definition, ScoreLimit limit)
    {
        var repeats = score.Values.Count;
        if (score is not { State: ScoreState.Defined, Mean: { } mean, StandardDeviation: > 0 and { } deviation } || repeats < 2)
        {
            yield break;
        }

        var noise = 2 * deviation / Math.Sqrt(repeats);
        var near = new[] { limit.Warn, limit.Max }.OfType<double>().Where(l => Math.Abs(mean - l) <= noise).Distinct().ToArray();
        if (near.Length > 0)
        {
            var shown = string.Join(" and ", near.Select(l => Invariant($"{l:0.00##}")));
            yield return Rules.SeedsUndecided.Finding(Noise.Lead(report.Data, Invariant(
                $"{definition.Title} is {Spread(score)} over {repeats} seeds, within {noise:0.000} of the limit {shown}: other seeds may decide otherwise. Score with more repeats, or move the limit.")));
        }
    }

    private static IEnumerable<Finding> DeadLayers(ModelReport report, Limits limits)
    {
        if (report[ScoreCatalog.DeadLayers]?.Mean is not { } dead || dead < limits.WarnDeadLayers)
        {
            yield break;
        }

        var share = report[ScoreCatalog.DeadLayerShare]?.Mean;
        var severity = share >= limits.MaxDeadLayerShare ? Severity.Error : Severity.Warning;
        yield return Rules.DeadLayers.Finding(severity, Noise.Lead(report.Data, DeadLayerSentences.Of(dead, share, report.Layers)));
    }

    private static IEnumerable<Finding> Undefined(ModelReport report, ScoreSummary score, ScoreDefinition definition)
    {
        var reason = score.Reason ?? "no reason was given";
        if (score.State == ScoreState.NotApplicable && definition == ScoreCatalog.Collapse)
        {
            yield return Rules.ScoreUndefined.Finding(Severity.Info,
                $"{definition.Title} does not apply ({reason}): the verdict rests on conflict alone.");
        }
        else if (score.State != ScoreState.Defined)
        {
            yield return Rules.ScoreUndefined.Finding(Noise.Lead(report.Data,
                $"{definition.Title} is undefined ({reason}): the model cannot be judged. Check the model's outputs, loss and initialisation for non-finite or constant values."));
        }
    }

    private static string Worst(ModelReport report, ScoreDefinition definition)
    {
        var worst = report.Layers
            .Where(l => definition != ScoreCatalog.Collapse || l.IsEligible)
            .Select(l => (l.Name, l.Scores.FirstOrDefault(s => s.Key == definition.Key)?.Mean))
            .Where(l => l.Mean is not null)
            .OrderByDescending(l => l.Mean)
            .Take(WorstLayers)
            .Select(l => Invariant($"{l.Name} {l.Mean:0.00}"))
            .ToArray();
        return worst.Length == 0 ? "" : $" Worst layers: {string.Join(", ", worst)}.";
    }

    private static string Spread(ScoreSummary score) => score.Values.Count > 1
        ? Invariant($"{score.Mean:0.000} ± {score.StandardDeviation:0.000}")
        : Invariant($"{score.Mean:0.000}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
