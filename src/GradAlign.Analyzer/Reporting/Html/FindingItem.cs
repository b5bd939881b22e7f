using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Reporting.Html;

/// <summary>A finding as an item of a list, with a link to its rule.</summary>
internal static class FindingItem
{
    /// <param name="html">The page.</param>
    /// <param name="finding">The finding.</param>
    /// <param name="place">What stands before its message; may be empty.</param>
    public static void Write(HtmlText html, Finding finding, string place)
    {
        var severity = finding.Severity.ToString().ToLowerInvariant();
        html.Trusted("<li>");
        html.Line($"<span class=\"badge {severity}\">{severity}</span> <a href=\"#rule-{finding.Id}\">{finding.Id}</a>{(place.Length > 0 ? " " + place : "")}: {finding.Message}</li>");
    }
}
