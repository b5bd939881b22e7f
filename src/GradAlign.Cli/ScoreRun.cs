using System.Reflection;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Hosting;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Cli;

/// <summary>Runs <c>score</c>: build, discover, score, judge, write.</summary>
internal static class ScoreRun
{
    public static async Task<int> ExecuteAsync(ScoreSettings settings, CancellationToken cancellation)
    {
        if (settings.Output is { } file && (Directory.Exists(file) || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file)))))
        {
            throw new ScoreFailure(ExitCode.BadArguments, $"--output {file} cannot be written: its folder must exist, and it must be a file.");
        }

        var assembly = await ProjectBuild.ResolveAsync(settings, cancellation);
        var (all, problems) = ModelDiscovery.Discover(assembly.Path);
        // What is wrong with a model that was not asked for must not end the scoring of one that was.
        var findings = problems.Where(p => settings.Model is null || p.Model is null || ModelFilter.Matches(settings.Model, p.Model)).ToList();
        var models = Select(all, settings.Model, findings.Count > 0);
        var judged = new List<JudgedModel>();
        var limits = new Limits();
        if (models.Count > 0)
        {
            var request = new ScoringRequest(assembly.Path, settings.Options, models);
            var host = new HostSettings { PackageFolders = assembly.PackageFolders, Timeout = settings.Timeout ?? new HostSettings().Timeout };
            var (reports, failure) = await ScoringProgress.WatchAsync(settings, models.Count, progress => ScoringHost.ScoreAsync(request, host, progress, cancellation));
            if (failure is not null)
            {
                findings.Add(new(failure));
            }

            judged.AddRange(reports.Select(r => Judged(r, models, limits, settings.Options.BatchSize)));
        }

        var report = new Report
        {
            Tool = new("gradalign", Version),
            Environment = EnvironmentDescription.Current(),
            Options = settings.Options,
            Limits = limits,
            Models = judged,
            Findings = findings,
        };
        await WriteAsync(report, settings, cancellation);
        return ExitCode.OfScore(report);
    }

    public static string Version { get; } =
        typeof(ScoreRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

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

    private static JudgedModel Judged(ModelReport report, IReadOnlyList<ModelCase> models, Limits limits, int batchSize)
    {
        var model = models.FirstOrDefault(m => m.Name == report.Name);
        return new(report, Judge.Verdict(report, limits, batchSize, model?.MaxConflict, model?.MaxCollapse));
    }

    private static async Task WriteAsync(Report report, ScoreSettings settings, CancellationToken cancellation)
    {
        var text = settings.Format switch
        {
            OutputFormat.Json => JsonReportWriter.Write(report),
            OutputFormat.Markdown => MarkdownReportWriter.Write(report),
            _ => null,
        };
        foreach (var (finding, model, _) in report.Findings.Where(f => f.Finding.Severity == Severity.Error))
        {
            await Console.Error.WriteLineAsync($"error {finding.Id}: {(model is null ? "" : model + ": ")}{finding.Message}");
        }

        if (settings.Output is { } file)
        {
            await File.WriteAllTextAsync(file, text ?? ConsoleReport.Render(report), cancellation);
        }
        else if (text is not null)
        {
            await using var stdout = Console.OpenStandardOutput();
            await stdout.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), cancellation);
        }
        else
        {
            ConsoleReport.Show(report);
        }
    }
}
