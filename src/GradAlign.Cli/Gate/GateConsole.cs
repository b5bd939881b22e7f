using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Cli.Gate;

/// <summary>The gate's word for people: the table, a line a finding as compilers write it, and what it comes to.</summary>
internal static class GateConsole
{
    public static void Show(Report report, IReadOnlyList<LocatedFinding> findings, int code, string? fallback)
    {
        ConsoleReport.ShowTable(report);
        foreach (var (finding, model, place) in findings.Where(f => f.Finding.Severity != Severity.Info))
        {
            Console.WriteLine($"{Place(place, fallback)}: {finding.Severity.ToString().ToLowerInvariant()} {finding.Id}: {(model is null ? "" : model + ": ")}{finding.Message.ReplaceLineEndings(" ")}");
        }

        Console.WriteLine(Summary(report, findings, code));
    }

    private static string Summary(Report report, IReadOnlyList<LocatedFinding> findings, int code)
    {
        var errors = findings.Count(f => f.Finding.Severity == Severity.Error);
        var warnings = findings.Count(f => f.Finding.Severity == Severity.Warning);
        var outcome = code switch { ExitCode.Pass => "passed", ExitCode.Inconclusive => "inconclusive", _ => "failed" };
        return FormattableString.Invariant($"gate {outcome}: {report.Models.Count} models, {errors} errors, {warnings} warnings");
    }

    private static string Place(Analyzer.Discovery.SourceLocation? place, string? fallback) => place switch
    {
        null => fallback ?? "gradalign",
        { Line: > 0 } => FormattableString.Invariant($"{ConsoleReport.Shown(place.File)}({place.Line})"),
        _ => place.File,
    };
}
