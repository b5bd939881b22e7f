using GradAlign.Analyzer.Verdicts;
using GradAlign.Cli.Gate;

namespace GradAlign.Cli.Tests.Gate;

public sealed class FindingsFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Findings_come_back_as_they_were_whatever_they_say()
    {
        var path = folder.At("obj", "findings");
        FindingsFile.Write(path, 2,
        [
            new(Rules.Conflict.Finding("a\tb\nc\\n d\r\ne"), "Model\t1", new("/src/A b.cs", 3, 7)),
            new(Rules.NoModels.Finding("none")),
            new(Rules.DeadLayers.Finding("no PDB"), "M", new("M.dll", 0, 0)),
        ], "P.csproj");
        var read = ReplayedFindings.Read(path);
        Assert.Equal("fail", read.Outcome);
        Assert.Equal(
        [
            new("GA1001", "error", "Model\t1", "/src/A b.cs", "3", "7", "a\tb\nc\\n d\ne"),
            new("GA0003", "error", "", "P.csproj", "", "", "none"),
            new("GA1008", "warning", "M", "M.dll", "", "", "no PDB"),
        ], read.Findings);
    }

    [Theory]
    [InlineData(0, "pass")]
    [InlineData(1, "fail")]
    [InlineData(2, "fail")]
    [InlineData(3, "fail")]
    [InlineData(4, "inconclusive")]
    [InlineData(5, "fail")]
    [InlineData(6, "fail")]
    [InlineData(7, "fail")]
    public void Outcome_follows_the_exit_code(int code, string outcome)
    {
        FindingsFile.Write(folder.At("findings"), code, [], null);
        Assert.Equal(outcome, ReplayedFindings.Read(folder.At("findings")).Outcome);
    }

    [Fact]
    public void Writing_leaves_no_other_file()
    {
        FindingsFile.Write(folder.At("findings"), 0, [], null);
        FindingsFile.Write(folder.At("findings"), 2, [], null);
        Assert.Equal([folder.At("findings")], Directory.GetFiles(folder.Root));
    }
}
