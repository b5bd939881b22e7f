using GradAlign.Analyzer.Explanations;
using GradAlign.Analyzer.Reporting;

namespace GradAlign.Cli;

/// <summary>Runs <c>explain</c>: scores with explanations, and writes them.</summary>
internal static class ExplainRun
{
    public static async Task<int> ExecuteAsync(ScoringSettings settings, OutputSettings output, CancellationToken cancellation)
    {
        output.RequireWritable();
        var project = await ScoredProject.ScoreAsync(settings with { Explain = true }, silent: output.Format == OutputFormat.Json, cancellation);
        var report = project.ToReport(settings);
        await StandardError.WriteAsync(report.Findings);
        await StandardError.OfferAsync(project.Offers);
        if (output is { Format: OutputFormat.Console, File: null })
        {
            ConsoleExplanation.Show(report);
        }
        else
        {
            await output.WriteAsync(output.Format switch
            {
                OutputFormat.Json => JsonReportWriter.Write(report),
                OutputFormat.Markdown => ExplanationMarkdownWriter.Write(report),
                _ => ConsoleExplanation.Render(report),
            }, cancellation);
        }

        return ExitCode.OfScore(report);
    }
}
