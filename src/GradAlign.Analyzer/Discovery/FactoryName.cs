using System.Text.RegularExpressions;

namespace GradAlign.Analyzer.Discovery;

/// <summary>A factory as the command line names it: <c>Namespace.Type.Method</c>, <c>ResNet*</c>, <c>AlexNet(10, "small")</c>.</summary>
/// <param name="Pattern">The name, with <c>*</c> and <c>?</c>.</param>
/// <param name="Arguments">What stands between parentheses, as it was written.</param>
internal sealed partial record FactoryName(string Pattern, IReadOnlyList<string> Arguments)
{
    public static FactoryName Parse(string text)
    {
        if (Call().Match(text) is not { Success: true } call) return new(text, []);
        var arguments = call.Groups["arguments"].Value;
        return new(call.Groups["name"].Value, string.IsNullOrWhiteSpace(arguments) ? [] : [.. Argument().Matches(arguments).Select(a => a.Value.Trim())]);
    }

    /// <summary>Whether a candidate bears the name. A pattern means what is certainly a module; a name written out is believed.</summary>
    public bool Fits(FactoryCandidate candidate) =>
        (candidate.IsModule || Pattern.AsSpan().IndexOfAny('*', '?') < 0) && ModelFilter.Matches(Pattern.Replace('+', '.'), candidate.FullName);

    public override string ToString() => Arguments.Count == 0 ? Pattern : $"{Pattern}({string.Join(", ", Arguments)})";

    [GeneratedRegex(@"^\s*(?<name>[^()]*?)\s*\((?<arguments>.*)\)\s*$")]
    private static partial Regex Call();

    // A comma within quotes belongs to the text.
    [GeneratedRegex("""(?:"[^"]*"|[^,"])+""")]
    private static partial Regex Argument();
}
