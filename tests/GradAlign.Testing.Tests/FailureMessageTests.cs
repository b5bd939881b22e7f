using GradAlign.Analyzer.Verdicts;
using GradAlign.Testing.Messages;
using NJsonSchema;

namespace GradAlign.Testing.Tests;

public sealed class FailureMessageTests
{
    [Fact]
    public void Message_of_a_real_failure_reads_as_documented()
    {
        var message = Message();
        var lines = message.Split('\n');

        Assert.Equal("GradAlign: Net.Collapsed()", lines[0]);
        Assert.Equal("failed 2 of 3 conditions; 64 samples, seeds 0, 1, 2, cpu, synthetic data, in a process of its own", lines[1]);
        Assert.Matches(@"^  PASS conflict: expected below 2; was \d\.\d{4} ± \d\.\d{4} \(seeds 0: \d\.\d{4}, 1: \d\.\d{4}, 2: \d\.\d{4}\)$", lines[2]);
        Assert.Matches(@"^  FAIL collapse: expected below 0\.6; was ", lines[3]);
        Assert.Matches(@"^  FAIL every layer: expected l => l\.Collapse < 0\.6; was false of \d+ of 13 layers: ", lines[4]);
        Assert.Matches(@"^worst layers by collapse: l\d+\.weight \d\.\d{4}, l\d+\.weight \d\.\d{4}, l\d+\.weight \d\.\d{4}$", lines[5]);
        Assert.StartsWith("hint: ", lines[6], StringComparison.Ordinal);
        Assert.StartsWith("report: " + AppContext.BaseDirectory, lines[7], StringComparison.Ordinal);
        Assert.Equal(8, lines.Length);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("GradAlign.Testing.ArchitectureAssertException : ", "\n  Stack Trace:\n     at GradAlign.Testing.ScoreAssertion.Throw()")]
    public void Parsed_message_is_the_one_that_was_written(string before, string after)
    {
        var message = Message();
        var indented = before + message.Replace("\n", "\r\n   ", StringComparison.Ordinal) + after;

        var parsed = FailureMessage.Parse(indented)!;

        Assert.Equal(message, parsed.ToString());
        Assert.Equal([0L, 1, 2], parsed.Conditions[1].Measured!.BySeed.Select(s => s.Seed));
        Assert.InRange(parsed.Conditions[1].Measured!.Mean, 0.6, 1);
        Assert.Null(parsed.Conditions[2].Measured);
    }

    [Fact]
    public void Parsed_message_of_a_model_that_was_not_scored_holds_its_finding()
    {
        var exception = Assert.Throws<ArchitectureAssertException>(() => ArchitectureAssert.That(() => Net.Throws(), Net.Batch, new ScoreOptions { InProcess = true }));

        var parsed = FailureMessage.Parse(exception.Message)!;

        Assert.Equal(exception.Message, parsed.ToString());
        Assert.Equal((Rules.UserCodeFailed.Id, Severity.Error), (parsed.Findings[0].Id, parsed.Findings[0].Severity));
        Assert.Equal("cpu, synthetic data, in the test's process (as asked)", parsed.Scoring[(parsed.Scoring.IndexOf("2, ", StringComparison.Ordinal) + 3)..]);
    }

    [Fact]
    public void Text_without_a_message_is_none() => Assert.Null(FailureMessage.Parse("Assert.Equal() Failure: GradAlign: was here\nbut said nothing"));

    [Fact]
    public async Task Report_that_the_message_names_is_valid_and_complete()
    {
        var text = await File.ReadAllTextAsync(FailureMessage.Parse(Message())!.Report!);
        var schema = await JsonSchema.FromFileAsync(Path.Combine(RepositoryRoot.Path, "docs", "report-schema.json"));

        Assert.Empty(schema.Validate(text));
        Assert.Contains("l11.weight", text, StringComparison.Ordinal);
    }

    // The same for all tests here: it is scored once.
    private static string Message() => Assert.Throws<ArchitectureAssertException>(() =>
        ArchitectureAssert.That(() => Net.Collapsed(), Net.Batch, s => s.HasConflictBelow(2).HasCollapseBelow(0.6).EveryLayer(l => l.Collapse < 0.6))).Message;
}
