using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Cli;

/// <summary>Runs <c>score</c>: build, discover, score, judge, write.</summary>
internal static class ScoreRun
{
    public static async Task<int> ExecuteAsync(ScoringSettings settings, OutputSettings output, CancellationToken cancellation)
    {
        output.RequireWritable();
        var project = await ScoredProject.ScoreAsync(settings, silent: output.Format == OutputFormat.Json, cancellation);
        var limits = new Limits();
        var report = new Report
        {
            Tool = new("gradalign", ToolVersion.Current),
            Environment = EnvironmentDescription.Current(),
            Options = settings.Options,
            Limits = limits,
            Models = [.. project.Reports.Select(r => Judged(r, project, limits, settings.Options.BatchSize))],
            Findings = project.Findings,
        };
        await WriteAsync(report, output, cancellation);
        return ExitCode.OfScore(report);
    }

    private static JudgedModel Judged(ModelReport report, ScoredProject project, Limits limits, int batchSize)
    {
        var model = project.Models.FirstOrDefault(m => m.Name == report.Name);
        return new(report, Judge.Verdict(report, limits, batchSize, model?.MaxConflict, model?.MaxCollapse));
    }

    private static async Task WriteAsync(Report report, OutputSettings output, CancellationToken cancellation)
    {
        await StandardError.WriteAsync(report.Findings);
        if (output is { Format: OutputFormat.Console, File: null })
        {
            ConsoleReport.Show(report);
            return;
        }

        await output.WriteAsync(output.Format switch
        {
            OutputFormat.Json => JsonReportWriter.Write(report),
            OutputFormat.Markdown => MarkdownReportWriter.Write(report),
            _ => ConsoleReport.Render(report),
        }, cancellation);
    }
}
