using System.Reflection;
using System.Text.RegularExpressions;

namespace GradAlign.Analyzer.Verdicts;

/// <summary>A rule's help page, docs/rules/GA####.md, as this assembly carries it.</summary>
internal static partial class RulePage
{
    /// <summary>The address under which a published build's pages stand, with a slash at its end; null for a build that nobody published.</summary>
    public static string? Address { get; } = typeof(RulePage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(a => a.Key == "RulePagesAddress")?.Value is { Length: > 0 } address ? address.TrimEnd('/') + "/" : null;

    /// <summary>The page as Markdown, without its heading; links within the documentation, which lead nowhere from here, are plain text.</summary>
    /// <param name="id">The rule's id.</param>
    public static string Markdown(string id)
    {
        using var stream = typeof(RulePage).Assembly.GetManifestResourceStream($"rules/{id}.md")
            ?? throw new InvalidOperationException($"docs/rules/{id}.md is missing");
        using var reader = new StreamReader(stream);
        var text = RelativeLink().Replace(reader.ReadToEnd().ReplaceLineEndings("\n"), "$1");
        return text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..].Trim('\n');
    }

    [GeneratedRegex(@"\[([^\]]+)\]\((?!https?:)[^)]*\)")]
    private static partial Regex RelativeLink();
}
