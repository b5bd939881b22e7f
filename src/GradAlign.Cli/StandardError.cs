using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Cli;

/// <summary>Says on stderr what is wrong with the project itself: results on stdout stay parsable.</summary>
internal static class StandardError
{
    public static async Task WriteAsync(IEnumerable<LocatedFinding> findings)
    {
        foreach (var (finding, model, _) in findings.Where(f => f.Finding.Severity == Severity.Error))
        {
            await Console.Error.WriteLineAsync($"error {finding.Id}: {(model is null ? "" : model + ": ")}{finding.Message}");
        }
    }
}
