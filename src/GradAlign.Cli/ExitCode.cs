using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Cli;

/// <summary>The process's exit codes, and which of several is given.</summary>
internal static class ExitCode
{
    public const int Pass = 0;
    public const int InternalError = 1;
    public const int GateFailed = 2;
    public const int Drift = 3;
    public const int Inconclusive = 4;
    public const int BadArguments = 5;
    public const int UserModelError = 6;
    public const int Timeout = 7;

    /// <summary>Ctrl+C, as shells number it (128 + SIGINT).</summary>
    public const int Cancelled = 130;

    /// <summary>What every code means; docs/exit-codes.md is made of it.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> All { get; } =
    [
        (Pass, "`score`, `explain`: everything was measured. `gate`: no model is beyond a limit. `compare`: no model is worse. `doctor`: scoring works"),
        (InternalError, "gradalign itself failed, or the self-test of `doctor` did"),
        (GateFailed, "`gate`: a model is beyond a limit"),
        (Drift, "`gate`: a score drifted from its snapshot. `compare`: a model is worse than at the base"),
        (Inconclusive, "a score is undefined, an expected accuracy with a limit cannot be told, or a score could not be compared with its snapshot or its base. `report history`: a snapshot cannot be read. `doctor`: no libtorch was found to try"),
        (BadArguments, "bad arguments or configuration"),
        (UserModelError, "error in a model, its data or its project: it does not build, throws, or its libtorch does not load"),
        (Timeout, "a model gave no sign for too long, was killed, or ran out of memory"),
        (Cancelled, "cancelled by Ctrl+C"),
    ];

    /// <summary>Of several codes the first of these is given.</summary>
    public static IReadOnlyList<int> Precedence { get; } = [BadArguments, InternalError, Timeout, UserModelError, Inconclusive, GateFailed, Drift];

    /// <summary>Of several codes the one that the process ends with.</summary>
    public static int First(IEnumerable<int> codes)
    {
        var given = codes.ToHashSet();
        return Precedence.FirstOrDefault(given.Contains, Pass);
    }

    /// <summary>The code of <c>score</c>: not 0 only where something could not be measured.</summary>
    public static int OfScore(Report report) => First(
        report.Findings.Select(f => Of(f.Finding))
            .Concat(report.Models.SelectMany(m => m.Report.Findings).Select(Of))
            .Concat(report.Models.Select(m => m.Report).Where(IsUnmeasured).Select(_ => Inconclusive)));

    /// <summary>The code of <c>gate</c>: 0 only where everything was measured and nothing is of severity error.</summary>
    public static int OfGate(Report report) => First(
        report.Findings.Select(f => Of(f.Finding))
            .Concat(report.Models.SelectMany(m => m.AllFindings).Select(Of))
            .Concat(report.Models.Where(m => m.Verdict.Outcome == Outcome.Fail && !m.AllFindings.Any(f => Of(f) != Pass)).Select(_ => GateFailed))
            .Concat(report.Models.Where(m => m.Verdict.Outcome == Outcome.Inconclusive && m.AllFindings.Any(f => Of(f) != Pass)).Select(_ => Inconclusive))
            .Concat(report.Models.Select(m => m.Report).Where(m => m.Scores.Count == 0).Select(_ => Inconclusive)));

    /// <summary>Ids of the findings that lead to a code where their severity is error, in order.</summary>
    public static IEnumerable<string> IdsOf(int code) => ByRule.Where(r => r.Value == code).Select(r => r.Key).Order(StringComparer.Ordinal);

    /// <summary>The code of one finding of the scoring.</summary>
    public static int Of(Finding finding) => finding.Severity != Severity.Error ? Pass : ByRule.GetValueOrDefault(finding.Id, InternalError);

    private static readonly Dictionary<string, int> ByRule = new()
    {
        [Rules.InvalidConfiguration.Id] = BadArguments,
        [Rules.DeviceUnavailable.Id] = BadArguments,
        [Rules.NativeLibraryMissing.Id] = UserModelError,
        [Rules.AssemblyNotInspected.Id] = UserModelError,
        [Rules.NoModels.Id] = UserModelError,
        [Rules.UserCodeFailed.Id] = UserModelError,
        [Rules.ShapeMismatch.Id] = UserModelError,
        [Rules.UnsupportedTorchSharp.Id] = UserModelError,
        [Rules.NotRegistered.Id] = UserModelError,
        [Rules.NotRepeatable.Id] = UserModelError,
        [Rules.WrongConvolutions.Id] = UserModelError,
        [Rules.ScoringKilled.Id] = Timeout,
        [Rules.Conflict.Id] = GateFailed,
        [Rules.Collapse.Id] = GateFailed,
        [Rules.ExpectedAccuracy.Id] = GateFailed,
        [Rules.OutsideCalibration.Id] = Inconclusive,
        [Rules.DeadLayers.Id] = GateFailed,
        [Rules.ScoreUndefined.Id] = Inconclusive,
        [Rules.SnapshotDrift.Id] = Drift,
        [Rules.SnapshotMissing.Id] = Drift,
        [Rules.WorseThanBase.Id] = Drift,
        [Rules.NotCompared.Id] = Inconclusive,
        [Rules.OneSideOnly.Id] = Drift,
        // Warnings by default, and errors only where somebody asked for it.
        [Rules.SeedsUndecided.Id] = GateFailed,
        [Rules.UnscoredFactory.Id] = GateFailed,
        [Rules.LossAboveChance.Id] = GateFailed,
    };

    private static bool IsUnmeasured(ModelReport model) =>
        model[ScoreCatalog.Conflict] is not { State: ScoreState.Defined }
        || model[ScoreCatalog.Collapse] is null or { State: ScoreState.Undefined };
}
