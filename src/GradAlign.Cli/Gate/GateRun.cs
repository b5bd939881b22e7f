using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;
using GradAlign.Cli.Caching;
using GradAlign.Cli.Configuration;

namespace GradAlign.Cli.Gate;

/// <summary>Runs <c>gate</c>: build, discover, score, judge, say.</summary>
internal static class GateRun
{
    public static async Task<int> ExecuteAsync(ScoringSettings settings, OutputSettings output, CancellationToken cancellation)
    {
        output.RequireWritable();
        var handover = settings.Handover;
        var configuration = ResolvedConfiguration.Load(settings);
        var snapshots = GateSnapshots.Of(settings, configuration);
        var project = await ScoredProject.ScoreAsync(settings, silent: output.IsForPrograms, cancellation, configuration);
        var scored = project.ToReport(settings);
        var orphans = project.Assembly is null || settings.Factories is not null ? null : snapshots?.Orphans(project.Known);
        var report = scored with
        {
            Models = [.. scored.Models.Select(m => snapshots?.Check(m, scored.Options, configuration) ?? m).Select(m => GatePolicy.Apply(m, configuration))],
            Findings = [.. scored.Findings.Concat(Unseen(project)).Concat(orphans ?? []).Select(f => GatePolicy.Apply(f, configuration))],
        };
        var code = ExitCode.OfGate(report);
        LocatedFinding[] findings = [.. report.AllFindings];
        var place = handover.Project ?? project.Assembly;

        if (settings.Verbose) await StandardError.WriteAsync(report.Settings);
        await SayAsync(report, findings, code, output, place, cancellation);
        await StandardError.OfferAsync(project.Offers);
        if (handover.Report is not null) WholeFile.Write(handover.Report, JsonReportWriter.Write(report));
        if (handover.Inputs is not null) WholeFile.Write(handover.Inputs, string.Concat(Inputs(project, report).Concat(snapshots?.Inputs ?? []).Select(i => i + "\n")));
        // Last, for it is what says that the run came to its end.
        if (handover.Findings is not null) FindingsFile.Write(handover.Findings, code, findings, place);
        return code;
    }

    // The gate never passes for want of something to look at.
    private static IEnumerable<LocatedFinding> Unseen(ScoredProject project)
    {
        if (project.Findings.Any(f => f.Finding.Severity == Severity.Error)) yield break;
        if (project.Models.Count == 0)
        {
            yield return new(Rules.NoModels.Finding("No model was chosen, so nothing was judged. Check the pattern given to --model."));
        }

        foreach (var model in project.Models.Where(m => !project.Reports.Any(r => r.Name == m.Name)))
        {
            yield return new(Rules.AssemblyNotInspected.Finding($"The scoring ended without a word of {model.Name}. Score it alone, with gradalign score --model {model.Name}, to see why."), model.Name, model.Source);
        }
    }

    private static async Task SayAsync(
        Report report, IReadOnlyList<LocatedFinding> findings, int code, OutputSettings output, string? fallback, CancellationToken cancellation)
    {
        if (output is { Format: OutputFormat.Console, File: null })
        {
            GateConsole.Show(report, findings, code, fallback);
            return;
        }

        await StandardError.WriteAsync(report.Findings);
        await output.WriteAsync(await ReportText.OfAsync(report, output.Format, cancellation), cancellation);
    }

    private static IEnumerable<string> Inputs(ScoredProject project, Report report)
    {
        if (project.Configuration.FilePath is { } file) yield return file;
        if (project.Configuration.Calibration.File is { } calibration) yield return calibration;
        foreach (var data in report.Options.Data is { } name ? Fingerprint.DataFiles(name) : []) yield return data;
    }
}
