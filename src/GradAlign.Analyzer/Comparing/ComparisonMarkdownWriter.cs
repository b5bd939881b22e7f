using System.Globalization;
using System.Text;
using GradAlign.Analyzer.Reporting;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Comparing;

/// <summary>Writes a comparison as Markdown that fits a pull request's comment.</summary>
public static class ComparisonMarkdownWriter
{
    /// <summary>What GitHub takes in a comment, 65,536 characters, less what a script may put around it.</summary>
    public const int CommentLimit = 65_536 - 536;

    // What a name or message may hold: one that is endless must not push the others out.
    private const int LongestName = 120;
    private const int LongestMessage = 1_000;

    // What follows the rows and the findings: their counts where some were left out, and the last line.
    private const int Reserve = 1_500;

    /// <summary>The comparison as Markdown of at most <paramref name="limit"/> characters; what is left out is counted.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="limit">The greatest length, at least 4,096.</param>
    public static string Write(Comparison comparison, int limit = CommentLimit)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 4_096);
        var text = new StringBuilder();
        Line(text, $"## GradAlign: {ComparisonTable.Verdict(comparison)}");
        Line(text, $"");
        Line(text, $"{ComparisonTable.Summary(comparison)}. Base: {Short(comparison.Base.Name)}; head: {Short(comparison.Head.Name)}.");
        // The sides' own findings say why there is no table at all.
        var (_, unsaid) = Fit(text, "", comparison.Findings.Select(Finding), limit - Reserve);
        var header = $"| {string.Join(" | ", ComparisonTable.Columns)} |\n| --- | --- | --: | --: | --: | --: |\n";
        // Half of what is left is for the findings, which say why.
        var (shown, hidden) = Fit(text, header, comparison.Models.Select(Row), text.Length + ((limit - Reserve - text.Length) / 2));
        if (hidden > 0)
        {
            var left = comparison.Models.Skip(shown).GroupBy(m => m.Status).Select(g => FormattableString.Invariant($"{g.Count()} {ComparisonTable.Name(g.Key)}"));
            Line(text, $"");
            Line(text, $"{hidden} more models are left out of the table: {string.Join(", ", left)}.");
        }

        var (_, untold) = Fit(text, "", comparison.Models.Select(m => m.Finding).OfType<Finding>().Where(f => f.Severity != Severity.Info).Select(Finding), limit - Reserve + 500);
        if (unsaid + untold > 0)
        {
            Line(text, $"");
            Line(text, $"{unsaid + untold} more findings are left out.");
        }

        Line(text, $"");
        Line(text, $"<sub>base → head, means over the seeds. Worse or better: the 95% interval of the paired differences of the seeds, with a margin of {comparison.Options.Margin} for conflict and collapse.</sub>");
        return text.ToString();
    }

    // Whole lines only, as many as fit.
    private static (int Written, int Left) Fit(StringBuilder text, string header, IEnumerable<string> lines, int limit)
    {
        var (written, left, opened) = (0, 0, false);
        foreach (var line in lines)
        {
            var added = (opened ? "" : "\n" + header) + line + "\n";
            if (left > 0 || text.Length + added.Length > limit)
            {
                left++;
                continue;
            }

            text.Append(added);
            (opened, written) = (true, written + 1);
        }

        return (written, left);
    }

    private static string Row(ModelChange change)
    {
        var cells = ComparisonTable.Row(change);
        var status = change.Status is ModelStatus.Worse or ModelStatus.Inconclusive ? $"**{cells[1]}**" : cells[1];
        return $"| {Short(cells[0])} | {status} | {string.Join(" | ", cells.Skip(2))} |";
    }

    private static string Finding(Finding finding) =>
        $"- {finding.Severity.ToString().ToLowerInvariant()} {finding.Id}: {MarkdownText.Escape(Cut(finding.Message, LongestMessage))}";

    private static string Short(string name) => MarkdownText.Escape(Cut(name, LongestName));

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1)] + "…";

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
