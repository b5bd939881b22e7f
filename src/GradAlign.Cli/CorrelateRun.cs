using System.Text.Json;
using GradAlign.Analyzer.Correlation;
using GradAlign.Analyzer.Reporting;

namespace GradAlign.Cli;

/// <summary>Runs <c>correlate</c>: read, join, correlate, write.</summary>
internal static class CorrelateRun
{
    public static async Task<int> ExecuteAsync(CorrelateSettings settings, OutputSettings output, CancellationToken cancellation)
    {
        output.RequireWritable();
        var (cells, unmatched) = ScoreTable.Read(settings);
        if (cells.Accuracy.Count < 2)
        {
            throw new ScoreFailure(ExitCode.BadArguments, FormattableString.Invariant($"{settings.Scores} and {settings.Accuracy} have {cells.Accuracy.Count} cells in common; a correlation needs two at least. Are they of the same space?"));
        }

        if (unmatched > 0)
        {
            await Console.Error.WriteLineAsync(FormattableString.Invariant($"{unmatched} cells of {settings.Scores} have no accuracy in {settings.Accuracy} and are left out"));
        }

        if (settings.Options.Against.FirstOrDefault(key => cells.Scores.All(s => s.Key != key)) is { } unknown)
        {
            throw new ScoreFailure(ExitCode.BadArguments, $"--against {unknown}: there is no such score. There is: {string.Join(", ", cells.Scores.Select(s => s.Key))}.");
        }

        var report = CorrelationStudy.Run(cells, settings.Options);
        await output.WriteAsync(output.Format switch
        {
            OutputFormat.Json => JsonSerializer.Serialize(report, GradAlignJson.Indented) + "\n",
            OutputFormat.Markdown => CorrelationTables.Markdown(report),
            _ => CorrelationTables.Text(report),
        }, cancellation);
        return ExitCode.Pass;
    }
}
