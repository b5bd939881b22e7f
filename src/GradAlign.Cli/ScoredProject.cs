using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Hosting;
using GradAlign.Analyzer.Reporting;

namespace GradAlign.Cli;

/// <summary>The models of a project and what was measured of them: where every scoring command begins.</summary>
/// <param name="Models">The chosen models, in order.</param>
/// <param name="Reports">One report a model; empty where no model could be scored.</param>
/// <param name="Findings">What is wrong with the project, or with the attribute of a chosen model.</param>
internal sealed record ScoredProject(IReadOnlyList<ModelCase> Models, IReadOnlyList<ModelReport> Reports, IReadOnlyList<LocatedFinding> Findings)
{
    /// <summary>Builds, discovers, chooses and scores.</summary>
    /// <param name="settings">What to score, and how.</param>
    /// <param name="silent">Whether nothing is to be said on stderr meanwhile.</param>
    /// <param name="cancellation">Kills the build or the scoring process.</param>
    /// <exception cref="ScoreFailure">The project does not build, or no model matches.</exception>
    public static async Task<ScoredProject> ScoreAsync(ScoringSettings settings, bool silent, CancellationToken cancellation)
    {
        var assembly = await ProjectBuild.ResolveAsync(settings.Build, cancellation);
        var (all, problems) = ModelDiscovery.Discover(assembly.Path);
        // What is wrong with a model that was not asked for must not end the scoring of one that was.
        var findings = problems.Where(p => settings.Model is null || p.Model is null || ModelFilter.Matches(settings.Model, p.Model)).ToList();
        var models = Select(all, settings.Model, findings.Count > 0);
        if (models.Count == 0)
        {
            return new(models, [], findings);
        }

        var request = new ScoringRequest(assembly.Path, settings.Options, models);
        var host = new HostSettings { PackageFolders = assembly.PackageFolders, Timeout = settings.Timeout ?? new HostSettings().Timeout };
        var (reports, failure) = await ScoringProgress.WatchAsync(
            models.Count, settings.Options.Repeats, silent, progress => ScoringHost.ScoreAsync(request, host, progress, cancellation));
        if (failure is not null)
        {
            findings.Add(new(failure));
        }

        return new(models, reports, findings);
    }

    private static IReadOnlyList<ModelCase> Select(IReadOnlyList<ModelCase> all, string? glob, bool hasProblems)
    {
        if (glob is null || all.Count == 0)
        {
            return all;
        }

        var chosen = all.Where(m => ModelFilter.Matches(glob, $"{m.TypeName}.{m.MethodName}")).ToArray();
        return chosen.Length > 0 || hasProblems
            ? chosen
            : throw new ScoreFailure(ExitCode.BadArguments, $"no model matches --model {glob}. There is: {string.Join(", ", all.Select(m => m.Name))}.");
    }
}
