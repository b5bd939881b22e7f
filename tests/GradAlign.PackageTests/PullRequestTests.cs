using System.Text.Json.Nodes;

namespace GradAlign.PackageTests;

public sealed class PullRequestTests(PullRequest request) : IClassFixture<PullRequest>
{
    private static readonly (string, string)[] Comments = [("GRADALIGN_PULL_REQUEST", "7"), ("GH_TOKEN", "token"), ("GITHUB_REPOSITORY", "owner/name")];

    [Fact]
    public void Pull_request_with_a_worse_model_ends_with_3_and_a_table_and_a_comment_that_name_it()
    {
        File.Delete(request.GhLog + ".existing");
        var (code, output) = request.Check("worse", Comments);

        Assert.True(code == 3, output);
        var table = Result("comparison.md");
        Assert.Contains("| Plain | **worse** | ", table, StringComparison.Ordinal);
        Assert.Contains("| Small | unchanged | ", table, StringComparison.Ordinal);
        Assert.Contains("- error GA1010: Plain is worse at the head", table, StringComparison.Ordinal);
        Assert.Contains(table, File.ReadAllText(request.Summary), StringComparison.Ordinal);
        Assert.Equal("2.1.0", (string?)JsonNode.Parse(Result("gradalign.sarif"))!["version"]);
        Assert.Equal("fail", (string?)JsonNode.Parse(Result("comparison.json"))!["outcome"]);
        Assert.Equal(Path.Combine(request.Root, "models", "Models.cs"), (string?)JsonNode.Parse(Result("base.json"))!["models"]![0]!["source"]!["file"]);
        Assert.StartsWith("<!-- gradalign ", File.ReadAllText(request.GhLog + ".body"), StringComparison.Ordinal);
        Assert.EndsWith(table, File.ReadAllText(request.GhLog + ".body"), StringComparison.Ordinal);
        Assert.Contains("api --silent repos/owner/name/issues/7/comments -F body=@", File.ReadAllText(request.GhLog), StringComparison.Ordinal);
    }

    [Fact]
    public void Pull_request_with_a_better_model_passes_and_writes_its_comment_anew()
    {
        File.WriteAllText(request.GhLog + ".existing", "");
        var (code, output) = request.Check("better", Comments);

        Assert.True(code == 0, output);
        Assert.Contains("| Plain | better | ", Result("comparison.md"), StringComparison.Ordinal);
        Assert.Contains("--method PATCH repos/owner/name/issues/comments/41 -F body=@", File.ReadAllText(request.GhLog), StringComparison.Ordinal);
    }

    [Fact]
    public void Head_that_does_not_build_ends_with_6_and_nothing_of_an_earlier_run_passes_for_an_answer()
    {
        Directory.CreateDirectory(request.Results);
        foreach (var stale in new[] { "comparison.md", "head.json", "base.json" }) File.WriteAllText(Path.Combine(request.Results, stale), "stale");
        var (code, output) = request.Check("better", () => File.AppendAllText(Path.Combine(request.Root, "models", "Models.cs"), "broken"));

        Assert.True(code == 6, output);
        Assert.Contains("The head could not be scored (exit code 6)", Result("comparison.md"), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(request.Results, "base.json")));
    }

    [Theory]
    [InlineData("GRADALIGN_GATE", "True", "must be true or false")]
    [InlineData("GRADALIGN_ARGUMENTS", "--data \"my data\"", "know no quotes")]
    public void Setting_that_is_not_understood_ends_with_5_and_scores_nothing(string name, string value, string message)
    {
        var (code, output) = request.Check("better", (name, value));

        Assert.True(code == 5, output);
        Assert.Contains(message, output, StringComparison.Ordinal);
    }

    // A YAML block gives a line an option.
    [Fact]
    public void Every_line_of_the_arguments_reaches_the_tool()
    {
        var (code, output) = request.Check("better", ("GRADALIGN", "echo"), ("GRADALIGN_ARGUMENTS", "--repeats 10\n--batch-norm frozen\n"));

        Assert.True(code == 4, output);
        Assert.Contains("--repeats 10 --batch-norm frozen", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Base_that_is_not_there_ends_with_5_and_says_how_to_fetch_it()
    {
        var (code, output) = request.Check("better", ("GRADALIGN_BASE", "no-such-commit"), ("GRADALIGN_GATE", "false"));

        Assert.True(code == 5, output);
        Assert.Contains("GradAlign: inconclusive", Result("comparison.md"), StringComparison.Ordinal);
        Assert.Contains("fetch it first", output, StringComparison.Ordinal);
    }

    private string Result(string file) => File.ReadAllText(Path.Combine(request.Results, file));
}
