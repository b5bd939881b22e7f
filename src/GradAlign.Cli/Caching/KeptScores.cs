using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Hosting;
using GradAlign.Analyzer.Reporting;
using GradAlign.Cli.Configuration;

namespace GradAlign.Cli.Caching;

/// <summary>Scores what an earlier run has not scored already.</summary>
internal static class KeptScores
{
    public static async Task<ScoringOutcome> ScoreAsync(
        BuiltAssembly assembly, IReadOnlyList<ModelCase> models, ScoringSettings settings, ResolvedConfiguration configuration, bool silent, CancellationToken cancellation)
    {
        var options = configuration.OptionsOver(settings.Options);
        var (file, nativePath) = (settings.Handover.Scores, settings.Handover.NativePath);
        var fingerprint = file is null ? "" : Fingerprint.Of(assembly.Path, options, nativePath, settings.Factories?.Declaration);
        var kept = file is null ? [] : ScoresFile.Read(file, fingerprint);
        var rest = models.Where(m => !kept.Any(k => IsOf(k, m))).ToArray();
        if (rest.Length == 0) return new(InOrder(models, kept), null);
        if (kept.Count > 0)
        {
            await Console.Error.WriteLineAsync($"scoring {string.Join(", ", rest.Select(m => m.Name))} again, which no earlier run has measured");
        }

        var request = new ScoringRequest(assembly.Path, options, rest, settings.Explain);
        var host = new HostSettings { PackageFolders = assembly.PackageFolders, NativePath = nativePath, Timeout = configuration.Timeout };
        var (reports, failure) = await ScoringProgress.WatchAsync(
            rest.Length, options.Repeats, silent, progress => ScoringHost.ScoreAsync(request, host, progress, cancellation));
        if (file is not null)
        {
            ScoresFile.Write(file, fingerprint, [.. kept, .. reports]);
        }

        return new(InOrder(models, [.. kept, .. reports]), failure);
    }

    // Source lines come from this run: a kept report may have been measured before its lines were known.
    private static ModelReport[] InOrder(IEnumerable<ModelCase> models, IReadOnlyList<ModelReport> reports) =>
        [.. models.SelectMany(m => reports.Where(r => IsOf(r, m)).Take(1).Select(r => r with { Source = m.Source }))];

    private static bool IsOf(ModelReport report, ModelCase model) => report.FullName == model.FullName.Replace('+', '.') && report.Name == model.Name;
}
