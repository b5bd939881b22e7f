namespace GradAlign.Cli.Tests.Gate;

/// <summary>A findings file as a build reads it.</summary>
internal sealed record ReplayedFindings(string Outcome, IReadOnlyList<ReplayedFinding> Findings)
{
    public IEnumerable<string> Errors => Findings.Where(f => f.Severity == "error").Select(f => f.Id);

    public static ReplayedFindings Read(string path)
    {
        var lines = File.ReadAllText(path).Split('\n');
        Assert.Equal(["end", ""], lines[^2..]);
        Assert.StartsWith("gradalign-findings 1 ", lines[0], StringComparison.Ordinal);
        return new(lines[0].Split(' ')[2], [.. lines[1..^2].Select(ReplayedFinding.Read)]);
    }
}
