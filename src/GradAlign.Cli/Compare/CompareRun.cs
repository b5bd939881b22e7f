using GradAlign.Analyzer.Comparing;

namespace GradAlign.Cli.Compare;

/// <summary>Runs <c>compare</c>: reads or scores both sides, compares, writes.</summary>
internal static class CompareRun
{
    public static async Task<int> ExecuteAsync(CompareSettings settings, OutputSettings output, CancellationToken cancellation)
    {
        output.RequireWritable();
        // Both are told apart before either is scored: a mistake in the second must not cost the time of the first.
        var (before, now) = (await SideSource.FindAsync("base", settings.Base, settings, cancellation), await SideSource.FindAsync("head", settings.Head, settings, cancellation));
        var silent = output.Format == OutputFormat.Json;
        var @base = await before.ReadAsync(settings, silent, cancellation);
        var head = await now.ReadAsync(settings, silent, cancellation);
        var comparison = SideComparer.Compare(@base.Side, head.Side, settings.Options);
        await WriteAsync(comparison, output, cancellation);
        return ExitCode.First([@base.Code, head.Code, .. comparison.AllFindings.Select(ExitCode.Of)]);
    }

    private static async Task WriteAsync(Comparison comparison, OutputSettings output, CancellationToken cancellation)
    {
        if (output is { Format: OutputFormat.Console, File: null })
        {
            ComparisonConsole.Show(comparison);
            return;
        }

        await output.WriteAsync(output.Format switch
        {
            OutputFormat.Json => ComparisonJsonWriter.Write(comparison),
            OutputFormat.Markdown => ComparisonMarkdownWriter.Write(comparison),
            _ => ComparisonConsole.Render(comparison),
        }, cancellation);
    }
}
