using System.Text.Json.Nodes;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Reporting;

/// <summary>Describes a rule in SARIF: its title, its page as help, its severity.</summary>
internal static class SarifRule
{
    /// <param name="rule">The rule.</param>
    /// <param name="rulePages">Address of the rule pages, with a slash at its end; null: they stand nowhere.</param>
    public static JsonObject Write(Rule rule, string? rulePages)
    {
        var page = RulePage.Markdown(rule.Id);
        var written = new JsonObject
        {
            ["id"] = rule.Id,
            ["name"] = Name(rule.Title),
            ["shortDescription"] = new JsonObject { ["text"] = rule.Title },
            ["help"] = new JsonObject
            {
                ["text"] = page.Replace("**", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal),
                ["markdown"] = page,
            },
            ["defaultConfiguration"] = new JsonObject
            {
                ["level"] = rule.DefaultSeverity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" },
            },
        };
        if (rulePages is not null) written["helpUri"] = $"{rulePages}{rule.Id}.md";
        return written;
    }

    // As viewers show it: "Gradient conflict above the limit" as GradientConflictAboveTheLimit.
    private static string Name(string title) => string.Concat(title
        .Split([' ', '/', ',', '-'], StringSplitOptions.RemoveEmptyEntries)
        .Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
}
