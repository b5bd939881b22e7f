using System.Globalization;
using System.Text;
using GradAlign.Analyzer.Correlation;
using GradAlign.Cli;

namespace GradAlign.NasBench.Steadiness;

/// <summary>Agreements as tables.</summary>
internal static class AgreementTables
{
    /// <summary>A table a question, a row a score, a column a condition, in Markdown.</summary>
    public static string Markdown(SteadinessCells cells, IReadOnlyList<Agreement> agreements, CorrelationOptions options)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{cells.Space}: {cells.Cells.Count} cells, each scored under every condition");
        if (cells.LeftOut > 0) text.Append(CultureInfo.InvariantCulture, $"; {cells.LeftOut} that were not are left out");
        text.Append(CultureInfo.InvariantCulture, $". Kendall's tau-b with {options.Confidence:0%} intervals of {options.Resamples} resamples; lower-is-better scores are turned round; (n) where a score is defined in fewer cells; a dash where it is the same in all.\n");
        Append(text, "Rank agreement with the reference", cells, agreements, skip: 1, a => a.Ranks);
        if (agreements.Any(a => a.Tau is not null))
        {
            Append(text, "Tau with accuracy", cells, agreements, skip: 0, a => a.Tau);
            Append(text, "Tau with accuracy less the reference's, paired", cells, agreements, skip: 1, a => a.Difference);
        }

        return text.ToString();
    }

    /// <summary>A row a score and condition, as CSV.</summary>
    public static string Csv(SteadinessCells cells, IReadOnlyList<Agreement> agreements)
    {
        var text = new StringBuilder("space,score,condition,cells,agreement,agreement_low,agreement_high,tau,tau_low,tau_high,tau_difference,tau_difference_low,tau_difference_high\n");
        foreach (var a in agreements)
        {
            string[] fields = [cells.Space, a.Score, a.Condition, a.Cells.ToString(CultureInfo.InvariantCulture), .. Numbers(a.Ranks), .. Numbers(a.Tau), .. Numbers(a.Difference)];
            text.AppendJoin(',', fields).Append('\n');
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string title, SteadinessCells cells, IReadOnlyList<Agreement> agreements, int skip, Func<Agreement, Estimate?> value)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n### {title}\n\n");
        CorrelationTables.AppendMarkdown(text, ["score", .. cells.Conditions.Skip(skip)], agreements.GroupBy(a => a.Score).Select(score =>
            (string[])[score.Key, .. score.Skip(skip).Select(a => CorrelationTables.Show(value(a)) + (a.Cells == cells.Cells.Count ? "" : string.Create(CultureInfo.InvariantCulture, $" ({a.Cells})")))]));
    }

    private static IEnumerable<string> Numbers(Estimate? estimate) =>
        new[] { estimate?.Value, estimate?.Low, estimate?.High }.Select(v => v?.ToString("0.####", CultureInfo.InvariantCulture) ?? "");
}
