using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Snapshots;
using GradAlign.Analyzer.Verdicts;
using GradAlign.Testing.Messages;

namespace GradAlign.Testing.Conditions;

/// <summary>Makes the message of a failure, and the file of the full report beside the test's output.</summary>
internal static class FailureReport
{
    private const int WorstLayers = 3;
    private const string Folder = "gradalign-reports";

    public static FailureMessage Of(ArchitectureScore score, ConditionContext context)
    {
        var report = score.Report;
        var message = new FailureMessage
        {
            Model = report.Name,
            Scoring = Scoring(score),
            Conditions = [.. context.Results],
            Findings = [.. report.Findings.Where(f => f.Severity != Severity.Info), .. Undefined(report), .. context.Findings],
            Worst = [.. context.FailedScores.Distinct().Select(s => Worst(score, s)).Where(w => w.Layers.Count > 0)],
            Hints = [.. context.FailedScores.Distinct().Select(Hint).OfType<string>().Distinct()],
            Received = context.Received,
        };
        return message with { Report = Write(score, context, message) };
    }

    private static string Scoring(ArchitectureScore score) => string.Create(CultureInfo.InvariantCulture,
        $"{score.Options.BatchSize} samples, seeds {string.Join(", ", score.Report.Seeds)}, {score.Report.Device ?? "no device"}, {score.Report.Data?.Kind ?? "no"} data, {(score.WhyInProcess is { } why ? $"in the test's process ({why})" : "in a process of its own")}");

    private static IEnumerable<Finding> Undefined(ModelReport report) =>
        from score in new[] { ScoreCatalog.Conflict, ScoreCatalog.Collapse }
        let summary = report[score]
        where summary is { State: ScoreState.Undefined }
        select Rules.ScoreUndefined.Finding($"{score.Title} is undefined ({summary.Reason}): the model cannot be judged. Check its outputs, loss and initialisation for non-finite or constant values.");

    private static WorstLayers Worst(ArchitectureScore score, ScoreDefinition definition)
    {
        var sign = definition.Better == Better.Higher ? 1 : -1;
        return new(definition.Key,
        [
            .. score.Report.Layers
                .Where(l => definition != ScoreCatalog.Collapse || l.IsEligible)
                .Select(l => (l.Name, l.Scores.FirstOrDefault(s => s.Key == definition.Key)?.Mean))
                .Where(l => l.Mean is not null)
                .OrderBy(l => sign * l.Mean!.Value)
                .Take(WorstLayers)
                .Select(l => new LayerValue(l.Name, l.Mean!.Value)),
        ]);
    }

    private static string? Hint(ScoreDefinition score) => score switch
    {
        _ when score == ScoreCatalog.Conflict || score == ScoreCatalog.GradAlignI || score == ScoreCatalog.NegativePairRate =>
            "the samples' gradients cancel each other; normalisation, residual connections or another initialisation have helped in networks like this",
        _ when score == ScoreCatalog.Collapse || score == ScoreCatalog.GradAlignII || score == ScoreCatalog.GradAlignIILayerwise || score == ScoreCatalog.EffectiveRank =>
            "the layers hardly tell samples apart; normalisation, residual connections, other activations or fewer layers have helped in networks like this",
        _ when score == ScoreCatalog.DeadLayers || score == ScoreCatalog.DeadLayerShare =>
            "layers without a gradient are never used, or the gradient vanishes on its way; the report lists them",
        _ => null,
    };

    private static string? Write(ArchitectureScore score, ConditionContext context, FailureMessage message)
    {
        var report = new Report
        {
            Tool = new("GradAlign.Testing", ScoreSnapshot.Of(score.Report, score.Options).Versions.GradAlign),
            Environment = EnvironmentDescription.Current(),
            Options = score.Options,
            Limits = new() { MaxConflict = context.MaxConflict, MaxCollapse = context.MaxCollapse },
            Models = [new(score.Report, new(message.Failed.Any(c => c.Outcome == Outcome.Fail) ? Outcome.Fail : Outcome.Inconclusive, string.Join("; ", message.Failed.Select(c => $"{c.Name}: expected {c.Expected}, was {c.Actual}")), context.Findings))],
        };
        // The same failure has the same file in every run, and two tests of one model have two.
        var identity = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{score.Report.FullName}|{score.Options}|{string.Join('|', message.Conditions.Select(c => c.Name + c.Expected))}")))[..8];
        var name = SnapshotFile.SafeName(score.Report.Name);
        var path = Path.Combine(AppContext.BaseDirectory, Folder, $"{(name.Length > 60 ? name[..60] : name)}.{identity}.json");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, JsonReportWriter.Write(report));
            ReportAttachment.Add(path);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The message says the essential; an output folder that cannot be written must not hide it.
            return null;
        }
    }
}
