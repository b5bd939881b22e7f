using System.Reflection;
using GradAlign.Analyzer.Metrics;
using GradAlign.Analyzer.Reporting;

namespace GradAlign.Analyzer.Snapshots;

/// <summary>The scores of a model as they were when somebody accepted them.</summary>
public sealed record ScoreSnapshot
{
    /// <summary>Version of the format and of the definitions of the scores. A snapshot of another one cannot be compared.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Format of this snapshot.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>What the scores depend on beside the model.</summary>
    public required SnapshotConditions Conditions { get; init; }

    /// <summary>Device, such as <c>cpu</c>; null where none was chosen.</summary>
    public string? Device { get; init; }

    /// <summary>What made it.</summary>
    public required SnapshotVersions Versions { get; init; }

    /// <summary>Parameters, MACs and layers; null where they are not known.</summary>
    public ModelSize? Size { get; init; }

    /// <summary>Every score of the network, in the order of <see cref="ScoreCatalog"/>; empty where nothing was measured.</summary>
    public required IReadOnlyList<SnapshotScore> Scores { get; init; }

    /// <summary>Takes the snapshot of a report.</summary>
    /// <param name="report">What was measured.</param>
    /// <param name="options">The options it was measured with.</param>
    public static ScoreSnapshot Of(ModelReport report, ScoringOptions options) => new()
    {
        Model = report.Name,
        Conditions = new()
        {
            InputShape = report.InputShape,
            Classes = report.Classes,
            BatchSize = options.BatchSize,
            BatchNorm = report.BatchNorm,
            Seeds = report.Seeds,
            Data = report.Data,
        },
        Device = report.Device,
        Versions = new(OwnVersion, report.TorchSharp),
        Size = report.Size,
        Scores = [.. report.Scores.Select(s => new SnapshotScore(s.Key, s.State, s.State == ScoreState.Defined ? [.. s.Values.Select(v => Rounded(v!.Value))] : []))],
    };

    /// <summary>Whether both headline scores are there: what is undefined can neither be accepted nor compared.</summary>
    public bool IsDefined =>
        Scores.Any(s => s.Key == ScoreCatalog.Conflict.Key && s.State == ScoreState.Defined)
        && Scores.Any(s => s.Key == ScoreCatalog.Collapse.Key && s.State != ScoreState.Undefined);

    private static string OwnVersion { get; } =
        typeof(ScoreSnapshot).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    // Six decimals are far below every tolerance and keep the last, machine-dependent digits out of diffs; + 0.0 makes -0 a 0.
    private static double Rounded(double value) => Math.Round(value, 6) + 0.0;
}
