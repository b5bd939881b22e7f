using System.Text.RegularExpressions;

namespace GradAlign.Cli.Configuration;

/// <summary>The one table of settings: a name on the command line, in MSBuild and in gradalign.json is spelled nowhere else.</summary>
internal static partial class Settings
{
    public static Setting WarnConflict { get; } = new("warnConflict", SettingKind.Share, Analyzer.Verdicts.Limits.DefaultWarnConflict);

    public static Setting MaxConflict { get; } = new("maxConflict", SettingKind.Share, Analyzer.Verdicts.Limits.DefaultMaxConflict);

    public static Setting WarnCollapse { get; } = new("warnCollapse", SettingKind.Share, Analyzer.Verdicts.Limits.DefaultWarnCollapse);

    public static Setting MaxCollapse { get; } = new("maxCollapse", SettingKind.Share, Analyzer.Verdicts.Limits.DefaultMaxCollapse);

    public static Setting MaxDead { get; } = new("maxDead", SettingKind.Share, new Analyzer.Verdicts.Limits().MaxDeadLayerShare);

    public static Setting MinExpectedAccuracy { get; } = new("minExpectedAccuracy", SettingKind.Share) { IsFloor = true };

    public static Setting MinExpectedAccuracyBy { get; } = new("minExpectedAccuracyBy", SettingKind.OneOf(["point", "interval"]), "point");

    public static Setting AccuracyConfidence { get; } = new("accuracyConfidence", SettingKind.Between(0.5, 0.99), 0.9);

    public static Setting Calibration { get; } = new("calibration", SettingKind.Text("a calibrator's file, or the name of one that ships with GradAlign", t => !string.IsNullOrWhiteSpace(t)));

    public static Setting Inconclusive { get; } = new("inconclusive", SettingKind.OneOf(["error", "warning"], ("warn", "warning")), "error");

    public static Setting Data { get; } = new("data", SettingKind.Text("the name of a data set", t => !string.IsNullOrWhiteSpace(t)));

    public static Setting BatchSize { get; } = new("batchSize", SettingKind.Whole(2, int.MaxValue), 64L);

    public static Setting Repeats { get; } = new("repeats", SettingKind.Whole(1, int.MaxValue), 3L);

    // libtorch's generator keeps 32 bits of a seed.
    public static Setting Seed { get; } = new("seed", SettingKind.Whole(0, 4_000_000_000), 0L);

    public static Setting BatchNorm { get; } = new("batchNorm", SettingKind.OneOf(["per-sample", "frozen", "batch"]), "per-sample");

    public static Setting Precision { get; } = new("precision", SettingKind.OneOf(["float32", "float64"]), "float32");

    public static Setting Memory { get; } = new("memory", SettingKind.Text("a size such as 512MB or 4GB", t => MemorySize.Parse(t) is not null));

    public static Setting Device { get; } = new("device", SettingKind.Text("auto, cpu, cuda or cuda:i (such as cuda:0)", t => DeviceName().IsMatch(t)), "auto");

    public static Setting Timeout { get; } = new("timeout", SettingKind.Whole(1, int.MaxValue), 300L);

    public static Setting WarnUnscored { get; } = new("warnUnscored", SettingKind.Flag, false);

    public static Setting TreatWarningsAsErrors { get; } = new("treatWarningsAsErrors", SettingKind.Flag, false) { Option = "--warnings-as-errors" };

    // A mode is of a run, not of a project: a file that says accept would accept whatever comes.
    public static Setting SnapshotMode { get; } = new("snapshotMode", SettingKind.OneOf(["verify", "accept"]), InFile: false);

    /// <summary>Every setting, in the order of the documentation.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        WarnConflict, MaxConflict, WarnCollapse, MaxCollapse, MaxDead, MinExpectedAccuracy, MinExpectedAccuracyBy, AccuracyConfidence, Calibration, Inconclusive,
        Data, BatchSize, Repeats, Seed, BatchNorm, Precision, Memory, Device, Timeout, WarnUnscored, TreatWarningsAsErrors, SnapshotMode,
    ];

    /// <summary>The limits: what a section for some of the models may say, and of which the stricter holds.</summary>
    public static IReadOnlyList<Setting> Limits { get; } = [WarnConflict, MaxConflict, WarnCollapse, MaxCollapse, MaxDead, MinExpectedAccuracy];

    /// <summary>Properties that MSBuild itself heeds; they mean nothing here.</summary>
    public static IReadOnlyList<string> BuildOnly { get; } = ["GradAlignEnabled", "GradAlignNoCache", "GradAlignNativePath"];

    [GeneratedRegex("^(auto|cpu|cuda(:[0-9]+)?)$")]
    private static partial Regex DeviceName();
}
