using System.Globalization;
using System.Text;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Cli.Gate;

/// <summary>
/// Writes what a build replays as its errors and warnings: <c>gradalign-findings 1 pass|fail|inconclusive</c>, then a line a finding
/// (id, severity, model, file, line, column, message, between tabs), then <c>end</c>. A file without its last line is no answer.
/// </summary>
internal static class FindingsFile
{
    private const string Header = "gradalign-findings 1";
    private const string End = "end";

    /// <summary>Writes the findings of a run.</summary>
    /// <param name="path">The file.</param>
    /// <param name="exitCode">What the run comes to.</param>
    /// <param name="findings">The findings, in order.</param>
    /// <param name="fallback">The file that a finding without a place is shown at; null: none.</param>
    public static void Write(string path, int exitCode, IEnumerable<LocatedFinding> findings, string? fallback)
    {
        var text = new StringBuilder();
        var outcome = exitCode switch { ExitCode.Pass => "pass", ExitCode.Inconclusive => "inconclusive", _ => "fail" };
        text.Append(Header).Append(' ').Append(outcome).Append('\n');
        foreach (var ((id, severity, message), model, place) in findings)
        {
            string[] fields =
            [
                id, Name(severity), model ?? "", place?.File ?? fallback ?? "", Number(place?.Line), Number(place?.Column), message,
            ];
            text.AppendJoin('\t', fields.Select(Escape)).Append('\n');
        }

        WholeFile.Write(path, text.Append(End).Append('\n').ToString());
    }

    private static string Name(Severity severity) => severity.ToString().ToLowerInvariant();

    private static string Number(int? number) => number > 0 ? number.Value.ToString(CultureInfo.InvariantCulture) : "";

    // A message may hold anything that an exception of the user's said.
    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\t", "\\t", StringComparison.Ordinal)
        .ReplaceLineEndings("\n")
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
