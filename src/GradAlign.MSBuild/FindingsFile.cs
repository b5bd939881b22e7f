using System.Globalization;

namespace GradAlign.MSBuild;

/// <summary>
/// What <c>gradalign gate</c> found: the first line gives the outcome, then comes a line a finding, fields separated by tabs; the last line is <c>end</c>.
/// A file that is not whole is no file: a gate that did not come to its end has not passed.
/// </summary>
internal sealed class FindingsFile
{
    private const string Header = "gradalign-findings 1 ";
    private const string End = "end";
    private const int Fields = 7;

    private FindingsFile(string outcome, IReadOnlyList<Finding> findings) => (Outcome, Findings) = (outcome, findings);

    /// <summary><c>pass</c>, <c>fail</c> or <c>inconclusive</c>.</summary>
    public string Outcome { get; }

    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>Reads a file; null where it is missing, cut off, or of another form.</summary>
    public static FindingsFile? Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads the text of a file; null where it is cut off, or of another form.</summary>
    public static FindingsFile? Parse(string text)
    {
        var lines = text.Split('\n').Select(l => l.TrimEnd('\r')).ToArray();

        // The line break behind the end shows that the end itself is whole.
        if (lines.Length < 3 || lines[lines.Length - 1].Length > 0 || lines[lines.Length - 2] != End || !lines[0].StartsWith(Header, StringComparison.Ordinal))
            return null;
        var outcome = lines[0].Substring(Header.Length);
        var findings = lines.Skip(1).Take(lines.Length - 3).Select(ParseFinding).ToArray();
        return outcome is "pass" or "fail" or "inconclusive" && findings.All(f => f is not null) ? new(outcome, findings!) : null;
    }

    private static Finding? ParseFinding(string line)
    {
        var fields = line.Split('\t');
        if (fields.Length != Fields || Severity(fields[1]) is not { } severity || Number(fields[4]) is not { } row || Number(fields[5]) is not { } column)
            return null;
        return new(fields[0], severity, Unescape(fields[2]), Unescape(fields[3]), row, column, Unescape(fields[6]));
    }

    private static FindingSeverity? Severity(string text) => text switch
    {
        "error" => FindingSeverity.Error,
        "warning" => FindingSeverity.Warning,
        "info" => FindingSeverity.Info,
        _ => null,
    };

    private static int? Number(string text) =>
        text.Length == 0 ? 0 : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Unescape(string text)
    {
        if (text.IndexOf('\\') < 0) return text;
        var plain = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            plain.Append(text[i] != '\\' || i + 1 == text.Length ? text[i] : text[++i] switch
            {
                't' => '\t',
                'n' => '\n',
                var other => other,
            });
        }

        return plain.ToString();
    }
}
