namespace GradAlign.Analyzer.Reporting;

/// <summary>Text that is safe within Markdown.</summary>
internal static class MarkdownText
{
    /// <summary>Escapes what Markdown or HTML would read: a message may hold anything that an exception of the user's said.</summary>
    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("`", "\\`", StringComparison.Ordinal)
        .Replace("*", "\\*", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal)
        .ReplaceLineEndings(" ");
}
