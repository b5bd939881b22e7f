using GradAlign.Analyzer;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Snapshots;
using GradAlign.Analyzer.Verdicts;
using GradAlign.Cli.Caching;
using GradAlign.Cli.Configuration;

namespace GradAlign.Cli.Gate;

/// <summary>Holds scores against the snapshots in gradalign.snapshots beside the project.</summary>
internal sealed class GateSnapshots
{
    /// <summary>Name of the folder beside the project.</summary>
    public const string FolderName = "gradalign.snapshots";

    private readonly SnapshotEnvironment environment;

    private GateSnapshots(string folder, SnapshotEnvironment environment) => (Folder, this.environment) = (folder, environment);

    /// <summary>The folder of the snapshots.</summary>
    public string Folder { get; }

    /// <summary>The snapshots, and their folder: a build depends on what is in it.</summary>
    public IEnumerable<string> Inputs => Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*" + SnapshotFile.VerifiedEnding).Order(StringComparer.Ordinal).Prepend(Folder) : [];

    /// <summary>
    /// The snapshots of a project; null where it has none. It has them where the folder is there, or where a mode is given on the command
    /// line or by MSBuild. The environment variable alone starts no folder: it is also set to accept the snapshots of tests.
    /// </summary>
    /// <exception cref="ScoreFailure">The mode is none, or is accept in CI, or there is no project to keep snapshots beside.</exception>
    public static GateSnapshots? Of(ScoringSettings settings, ResolvedConfiguration configuration)
    {
        var mode = configuration[Settings.SnapshotMode];
        var project = ProjectFolder(settings);
        if (mode.Value is null && !Directory.Exists(project is null ? null : Path.Combine(project, FolderName))) return null;
        if (project is null) throw Failure($"The snapshot mode is {mode.Value} ({mode.Source}), but an assembly alone has no folder to keep snapshots in. Name its project with --project.");
        try
        {
            var environment = mode.Value is null ? SnapshotEnvironment.Current() : SnapshotEnvironment.Of((string)mode.Value);
            return environment is { Mode: SnapshotMode.Accept, IsCi: true }
                ? throw Failure($"The snapshot mode is accept while {SnapshotEnvironment.CiVariable} is set: a CI run that accepts what it measures checks nothing. Accept on your machine, and commit the snapshots.")
                : new(Path.Combine(project, FolderName), environment);
        }
        catch (ScoringException e)
        {
            throw Failure(e.Finding.Message);
        }
    }

    /// <summary>A model's verdict with what its snapshot has to say; unchanged where nothing was measured, which fails by itself.</summary>
    public JudgedModel Check(JudgedModel judged, ScoringOptions options, ResolvedConfiguration configuration)
    {
        if (!ScoresFile.IsMeasured(judged.Report)) return judged;
        var (outcome, findings) = Compare(judged.Report, options);
        // Scores that cannot be compared are the inconclusive case that may be relaxed; a snapshot that is missing or unreadable is not.
        if (outcome == Outcome.Inconclusive && configuration.Inconclusive == Severity.Warning)
        {
            findings = [.. findings.Select(f => f.Id == Rules.SnapshotDrift.Id && f.Severity == Severity.Error ? f with { Severity = Severity.Warning } : f)];
        }

        var verdict = judged.Verdict with { Findings = [.. judged.Verdict.Findings, .. findings] };
        return judged with
        {
            Verdict = (verdict.Outcome, outcome) switch
            {
                (Outcome.Pass, Outcome.Inconclusive) => verdict with { Outcome = outcome, Reason = "it could not be held against its snapshot" },
                (Outcome.Pass, Outcome.Fail) => verdict with { Outcome = outcome },
                _ => verdict,
            },
        };
    }

    /// <summary>Snapshots that belong to no model of the assembly.</summary>
    public IEnumerable<LocatedFinding> Orphans(IEnumerable<string> models) => SnapshotOrphans.In(Folder, models).Select(f => new LocatedFinding(f));

    private (Outcome Outcome, IReadOnlyList<Finding> Findings) Compare(ModelReport report, ScoringOptions options)
    {
        var path = Path.Combine(Folder, SnapshotFile.SafeName(report.Name) + SnapshotFile.VerifiedEnding);
        try
        {
            var result = SnapshotGate.Check(path, ScoreSnapshot.Of(report, options), environment);
            return (result.Outcome, result.Findings);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (Outcome.Inconclusive, [Rules.InvalidConfiguration.Finding($"The snapshot {path} could not be checked: {e.Message} Make {Folder} writable, or set {SnapshotEnvironment.CiVariable} where nothing is to be written.")]);
        }
    }

    private static string? ProjectFolder(ScoringSettings settings)
    {
        if (settings.Handover.Project is { } project) return Path.GetDirectoryName(project);
        var target = Path.GetFullPath(settings.Build.Target);
        return Directory.Exists(target) ? target
            : ProjectFile.Is(target) ? Path.GetDirectoryName(target)
            : null;
    }

    private static ScoreFailure Failure(string message) => new(ExitCode.BadArguments, message, Rules.InvalidConfiguration.Id);
}
