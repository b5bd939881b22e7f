using System.Text.RegularExpressions;

namespace GradAlign.Analyzer.Reporting;

/// <summary>Text that is safe within Markdown.</summary>
internal static partial class MarkdownText
{
    /// <summary>Escapes what Markdown or HTML would read, on one line: a message may hold anything that an exception of the user's said.</summary>
    public static string Escape(string text) => Reference().Replace(
        Special().Replace(text.ReplaceLineEndings(" ").Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal), "\\$0"),
        "$0<!-- -->");

    [GeneratedRegex(@"[\\`*_\[\]|~]")]
    private static partial Regex Special();

    // GitHub notifies people and links issues and addresses by these, escaped or not; a comment in between keeps it from it, and is not shown.
    [GeneratedRegex(@"@(?=\w)|[#!](?=\d)|\bGH-(?=\d)|:(?=//)|\bwww(?=\.)", RegexOptions.IgnoreCase)]
    private static partial Regex Reference();
}
