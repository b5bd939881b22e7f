using GradAlign.Analyzer.Reporting;

namespace GradAlign.Cli;

/// <summary>Runs <c>score</c>: build, discover, score, judge, write.</summary>
internal static class ScoreRun
{
    public static async Task<int> ExecuteAsync(ScoringSettings settings, OutputSettings output, CancellationToken cancellation)
    {
        output.RequireWritable();
        var project = await ScoredProject.ScoreAsync(settings, silent: output.IsForPrograms, cancellation);
        var report = project.ToReport(settings);
        if (settings.Verbose)
        {
            await StandardError.WriteAsync(report.Settings);
        }

        await WriteAsync(report, output, cancellation);
        await StandardError.OfferAsync(project.Offers);
        return ExitCode.OfScore(report);
    }

    private static async Task WriteAsync(Report report, OutputSettings output, CancellationToken cancellation)
    {
        await StandardError.WriteAsync(report.Findings);
        if (output is { Format: OutputFormat.Console, File: null })
        {
            ConsoleReport.Show(report);
            return;
        }

        await output.WriteAsync(await ReportText.OfAsync(report, output.Format, cancellation), cancellation);
    }
}
