using System.Globalization;
using System.Text.RegularExpressions;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Testing.Messages;

/// <summary>Reads a failure message, line by line: every line begins with its kind.</summary>
internal static partial class FailureMessageParser
{
    public const string Head = "GradAlign: ";

    public static FailureMessage? Parse(string text)
    {
        // Runners indent a message and put the exception's name before it.
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()).SkipWhile(l => !l.Contains(Head, StringComparison.Ordinal)).ToArray();
        if (lines.Length < 2 || Summary().Match(lines[1]) is not { Success: true } summary) return null;
        var body = lines.Skip(2).TakeWhile(l => Kind().IsMatch(l)).ToArray();
        return new()
        {
            Model = lines[0][(lines[0].IndexOf(Head, StringComparison.Ordinal) + Head.Length)..],
            Scoring = summary.Groups["scoring"].Value,
            Conditions = [.. Matches(Condition(), body).Select(m => new ConditionResult(m["name"].Value, Enum.Parse<Outcome>(m["outcome"].Value, ignoreCase: true), m["expected"].Value, m["actual"].Value))],
            Findings = [.. Matches(Found(), body).Select(m => new Finding(m["id"].Value, Enum.Parse<Severity>(m["severity"].Value, ignoreCase: true), m["message"].Value))],
            Worst = [.. Matches(Worst(), body).Select(m => new WorstLayers(m["score"].Value, [.. m["layers"].Value.Split(", ").Select(Layer)]))],
            Hints = [.. Rest(body, "hint: ")],
            Received = Rest(body, "received: ").FirstOrDefault(),
            Report = Rest(body, "report: ").FirstOrDefault(),
        };
    }

    private static IEnumerable<GroupCollection> Matches(Regex grammar, IEnumerable<string> lines) => lines.Select(l => grammar.Match(l)).Where(m => m.Success).Select(m => m.Groups);

    private static IEnumerable<string> Rest(IEnumerable<string> lines, string kind) => lines.Where(l => l.StartsWith(kind, StringComparison.Ordinal)).Select(l => l[kind.Length..]);

    private static LayerValue Layer(string text) => new(text[..text.LastIndexOf(' ')], double.Parse(text[text.LastIndexOf(' ')..], CultureInfo.InvariantCulture));

    [GeneratedRegex("^failed [0-9]+ of [0-9]+ conditions; (?<scoring>.*)$")]
    private static partial Regex Summary();

    [GeneratedRegex("^(PASS|FAIL|INCONCLUSIVE|finding:|worst layers by|hint:|received:|report:) ")]
    private static partial Regex Kind();

    [GeneratedRegex("^(?<outcome>PASS|FAIL|INCONCLUSIVE) (?<name>.+?): expected (?<expected>.+?); was (?<actual>.+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Condition();

    [GeneratedRegex("^finding: (?<id>GA[0-9]{4}) (?<severity>[a-z]+): (?<message>.*)$")]
    private static partial Regex Found();

    [GeneratedRegex("^worst layers by (?<score>[a-z_]+): (?<layers>.+)$")]
    private static partial Regex Worst();
}
