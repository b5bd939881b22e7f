using GradAlign.Analyzer;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;
using GradAlign.Cli.Caching;
using GradAlign.Cli.Configuration;

namespace GradAlign.Cli;

/// <summary>The models of a project and what was measured of them: where every scoring command begins.</summary>
/// <param name="Models">The chosen models, in order.</param>
/// <param name="Reports">One report a model; empty where no model could be scored.</param>
/// <param name="Findings">What is wrong with the project, or with the attribute of a chosen model.</param>
internal sealed record ScoredProject(IReadOnlyList<ModelCase> Models, IReadOnlyList<ModelReport> Reports, IReadOnlyList<LocatedFinding> Findings)
{
    /// <summary>The settings that hold, and who said them.</summary>
    public ResolvedConfiguration Configuration { get; init; } = ResolvedConfiguration.Default;

    /// <summary>Names of the assembly's models, those that were not chosen included.</summary>
    public IReadOnlyList<string> Known { get; init; } = [];

    /// <summary>The user's assembly; null where there was no need to build it.</summary>
    public string? Assembly { get; init; }

    /// <summary>Command lines that would score what the assembly has without <c>[ScoredModel]</c>; empty where it has scored models, or nothing.</summary>
    public IReadOnlyList<string> Offers { get; init; } = [];

    /// <summary>The report of the run, every model held against its own limits.</summary>
    /// <param name="settings">What was asked for.</param>
    public Report ToReport(ScoringSettings settings)
    {
        var options = Configuration.OptionsOver(settings.Options);
        return new()
        {
            Tool = new("gradalign", ToolVersion.Current),
            Environment = EnvironmentDescription.Current(),
            Origin = ReportOrigin.Of(settings.Handover.Project ?? ProjectOf(settings.Build.Target), Assembly),
            Options = options,
            Limits = Configuration.LimitsOf(null),
            Calibration = Configuration.Calibration.Calibrator?.Description,
            Settings = Configuration.Origins(Models),
            Models = [.. Reports.Select(r => Judged(r, options))],
            Findings = Findings,
        };
    }

    private JudgedModel Judged(ModelReport report, ScoringOptions options)
    {
        var limits = Configuration.LimitsOf(Models.FirstOrDefault(m => m.Name == report.Name));
        var judged = new JudgedModel(report, Judge.Verdict(report, limits, options.BatchSize)) { Limits = limits.InForce(options.BatchSize, report.BatchNorm) };
        return Configuration.Calibration.Calibrator is { } calibrator
            ? AccuracyJudge.Apply(judged, calibrator.Estimate(report, options.BatchSize, Configuration.AccuracyConfidence), limits)
            : judged;
    }

    // An assembly has no project beside it that is known, and a folder is found by its only project.
    private static string? ProjectOf(string target) =>
        ProjectFile.Is(target) ? Path.GetFullPath(target)
        : Directory.Exists(target) && ProjectFile.In(target) is [var only] ? Path.GetFullPath(only)
        : null;

    /// <summary>Builds, discovers, chooses and scores.</summary>
    /// <param name="settings">What to score, and how.</param>
    /// <param name="silent">Whether nothing is to be said on stderr meanwhile.</param>
    /// <param name="cancellation">Kills the build or the scoring process.</param>
    /// <param name="resolved">The settings that hold, where the caller has resolved them already.</param>
    /// <exception cref="ScoreFailure">The project does not build, or no model matches.</exception>
    public static async Task<ScoredProject> ScoreAsync(ScoringSettings settings, bool silent, CancellationToken cancellation, ResolvedConfiguration? resolved = null)
    {
        var configuration = resolved ?? ResolvedConfiguration.Load(settings);
        if (configuration.Problems.Count > 0)
        {
            return new([], [], configuration.Problems) { Configuration = configuration };
        }

        var assembly = await ProjectBuild.ResolveAsync(settings.Build, cancellation);
        assembly = assembly with { PackageFolders = [.. settings.Handover.PackageFolders, .. assembly.PackageFolders] };
        var (all, problems) = settings.Factories is { } named
            ? FactoryDiscovery.Find(assembly.Path, named.Names, named.Declaration)
            : ModelDiscovery.Discover(assembly.Path);
        if (settings.Factories is null)
        {
            // What is said of a whole project is not said of the models that were named in it.
            if (configuration.WarnUnscored) problems = [.. problems, .. UnscoredFactories.Find(assembly.Path)];
            problems = [.. problems, .. configuration.UnmatchedPatterns(all)];
        }

        // What is wrong with a model that was not asked for must not end the scoring of one that was.
        var findings = problems.Where(p => settings.Model is null || p.Model is null || ModelFilter.Matches(settings.Model, p.Model))
            .Select(p => p with { Source = settings.Handover.Map(p.Source) }).ToList();
        var models = Select(all, settings.Model, findings.Any(f => f.Finding.Severity == Severity.Error)).Select(m => m with { Source = settings.Handover.Map(m.Source) }).ToArray();
        var project = new ScoredProject(models, [], findings) { Configuration = configuration, Assembly = assembly.Path, Known = [.. all.Select(m => m.Name)], Offers = OffersOf(assembly.Path, problems, settings) };
        if (settings.LimitsRequired && configuration.MissingLimits(models) is { } missing)
        {
            findings.Add(missing);
        }
        else if (models.Length > 0)
        {
            var (reports, failure) = await KeptScores.ScoreAsync(assembly, models, settings, configuration, silent, cancellation);
            project = project with { Reports = reports };
            if (failure is not null)
            {
                findings.Add(new(failure));
            }
        }

        return project;
    }

    private static IReadOnlyList<string> OffersOf(string assembly, IEnumerable<LocatedFinding> problems, ScoringSettings settings) =>
        problems.Any(p => p.Finding.Id == Rules.NoModels.Id)
            ? [.. FactoryDiscovery.Offers(assembly).Select(o => $"gradalign score {settings.Build.Target} --factory \"{o}\" --input 3x32x32 --classes 10")]
            : [];

    private static IReadOnlyList<ModelCase> Select(IReadOnlyList<ModelCase> all, string? glob, bool hasProblems)
    {
        if (glob is null || all.Count == 0)
        {
            return all;
        }

        var chosen = all.Where(m => ModelFilter.Matches(glob, m.FullName)).ToArray();
        return chosen.Length > 0 || hasProblems
            ? chosen
            : throw new ScoreFailure(ExitCode.BadArguments, $"no model matches --model {glob}. There is: {string.Join(", ", all.Select(m => m.Name))}.");
    }
}
