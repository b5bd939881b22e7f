using System.Text.RegularExpressions;

namespace GradAlign.Cli.Tests.Gate;

/// <summary>A line of a findings file, its escapes undone.</summary>
internal sealed partial record ReplayedFinding(string Id, string Severity, string Model, string File, string Line, string Column, string Message)
{
    public static ReplayedFinding Read(string line)
    {
        var fields = line.Split('\t').Select(f => Escape().Replace(f, m => m.Value[1] switch { 't' => "\t", 'n' => "\n", _ => "\\" })).ToArray();
        Assert.Equal(7, fields.Length);
        return new(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], fields[6]);
    }

    [GeneratedRegex(@"\\[tn\\]")]
    private static partial Regex Escape();
}
