using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Reporting.Html;

/// <summary>The pages of the rules that the findings link to; without a network there is no other place to read them.</summary>
internal static class RuleSection
{
    public static void Write(HtmlText html, Report report)
    {
        var found = report.AllFindings.Select(f => f.Finding.Id).ToHashSet();
        var rules = Rules.All.Where(r => found.Contains(r.Id)).ToArray();
        html.Line($"<section id=\"rules\" class=\"view\" aria-labelledby=\"rules-title\">");
        html.Line($"<h2 id=\"rules-title\" tabindex=\"-1\">Rules</h2>");
        html.Line($"<p>{(rules.Length == 0 ? "Nothing was found." : "What the findings of this report mean.")}</p>");
        foreach (var rule in rules)
        {
            html.Line($"<article id=\"rule-{rule.Id}\" tabindex=\"-1\" aria-labelledby=\"rule-{rule.Id}-title\"><h3 id=\"rule-{rule.Id}-title\">{rule.Id}: {rule.Title}</h3>");
            foreach (var paragraph in RulePage.Markdown(rule.Id).Split("\n\n"))
            {
                Paragraph(html, paragraph);
            }

            html.Line($"</article>");
        }

        html.Line($"</section>");
    }

    // The pages are paragraphs of which some begin with a word in bold; what else there is of Markdown reads well as it is.
    private static void Paragraph(HtmlText html, string paragraph)
    {
        var parts = paragraph.Split("**", 3);
        if (parts is ["", var bold, var rest])
        {
            html.Line($"<p class=\"page\"><strong>{bold}</strong>{rest}</p>");
        }
        else
        {
            html.Line($"<p class=\"page\">{paragraph}</p>");
        }
    }
}
