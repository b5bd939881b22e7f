using System.Globalization;
using System.Text;
using GradAlign.Analyzer.Correlation;

namespace GradAlign.Cli;

/// <summary>A correlation report as tables.</summary>
internal static class CorrelationTables
{
    private static readonly string[] Head =
        ["score", "cells", "undefined", "tau", "tau, best half", "tau, best tenth", "Spearman", "given params", "given params, layers", "tau at equal size", "selected"];

    /// <summary>As Markdown.</summary>
    public static string Markdown(CorrelationReport report)
    {
        var text = new StringBuilder();
        text.Append("# Correlation with accuracy\n\n").Append(Legend(report)).Append("\n\n");
        AppendMarkdown(text, Head, Scores(report));
        text.Append("\n## Differences of tau, paired\n\n");
        AppendMarkdown(text, ["score", "against", "cells", "difference"], Differences(report));
        return text.ToString();
    }

    /// <summary>As aligned text.</summary>
    public static string Text(CorrelationReport report)
    {
        var text = new StringBuilder();
        text.Append(Legend(report)).Append("\n\n");
        AppendAligned(text, Head, Scores(report));
        text.Append("\nDifferences of tau, paired\n\n");
        AppendAligned(text, ["score", "against", "cells", "difference"], Differences(report));
        return text.ToString();
    }

    private static string Legend(CorrelationReport report) => string.Create(CultureInfo.InvariantCulture,
        $"{report.Cells} cells; {report.Options.Confidence:0%} intervals of {report.Options.Resamples} resamples; lower-is-better scores are turned round. "
        + $"Selected: mean accuracy (5% to 95% of the draws) of the best of {report.Candidates} candidates over {report.Options.Draws} draws; random {Show(report.Random)}, optimum {Show(report.Optimum)}.");

    private static IEnumerable<string[]> Scores(CorrelationReport report) => report.Scores.Select(s => (string[])
    [
        s.Key,
        s.Subsets[0].Cells.ToString(CultureInfo.InvariantCulture),
        s.Subsets[0].Undefined.ToString(CultureInfo.InvariantCulture),
        Show(s.Subsets[0].Tau),
        Show(s.Subsets[1].Tau),
        Show(s.Subsets[2].Tau),
        Show(s.Subsets[0].Spearman),
        Show(s.GivenParams),
        Show(s.GivenParamsAndLayers),
        Show(s.TauAtEqualSize),
        Show(s.Selected),
    ]);

    private static IEnumerable<string[]> Differences(CorrelationReport report) =>
        report.Differences.Select(d => (string[])[d.Key, d.Against, d.Cells.ToString(CultureInfo.InvariantCulture), Show(d.Tau)]);

    /// <summary>The statistic and its interval; a dash where it is not defined.</summary>
    internal static string Show(Estimate? estimate) => estimate?.Value is not { } value ? "-"
        : estimate.Low is null ? string.Create(CultureInfo.InvariantCulture, $"{value:0.000}")
        : string.Create(CultureInfo.InvariantCulture, $"{value:0.000} [{estimate.Low:0.000}, {estimate.High:0.000}]");

    private static string Show(SelectionResult result) => string.Create(CultureInfo.InvariantCulture, $"{result.Mean:0.####} ({result.Low:0.####} to {result.High:0.####})");

    /// <summary>A table as Markdown.</summary>
    internal static void AppendMarkdown(StringBuilder text, string[] head, IEnumerable<string[]> rows)
    {
        foreach (var row in rows.Prepend([.. head.Select((_, i) => i == 0 ? "---" : "---:")]).Prepend(head))
        {
            text.Append("| ").AppendJoin(" | ", row.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
        }
    }

    /// <summary>A table with its columns aligned.</summary>
    internal static void AppendAligned(StringBuilder text, string[] head, IEnumerable<string[]> rows)
    {
        string[][] all = [head, .. rows];
        var widths = head.Select((_, i) => all.Max(r => r[i].Length)).ToArray();
        foreach (var row in all)
        {
            text.AppendJoin("  ", row.Select((c, i) => i == 0 ? c.PadRight(widths[i]) : c.PadLeft(widths[i]))).Append('\n');
        }
    }
}
