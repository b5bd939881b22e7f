using System.Text.Json.Nodes;

namespace GradAlign.PackageTests;

public sealed class PullRequestTests
{
    [Fact]
    public void Pull_request_with_a_worse_model_fails_with_3_and_a_table_that_names_it_and_a_better_one_passes()
    {
        var request = PullRequest.Create("PullRequest");
        var (code, output) = request.Check("worse", ("GRADALIGN_PULL_REQUEST", "7"), ("GH_TOKEN", "token"), ("GITHUB_REPOSITORY", "owner/name"));

        Assert.True(code == 3, output);
        var table = File.ReadAllText(Path.Combine(request.Results, "comparison.md"));
        Assert.Contains("| Plain | **worse** | ", table, StringComparison.Ordinal);
        Assert.Contains("| Small | unchanged | ", table, StringComparison.Ordinal);
        Assert.Contains("- error GA1010: Plain is worse at the head", table, StringComparison.Ordinal);
        Assert.Contains(table, File.ReadAllText(request.Summary), StringComparison.Ordinal);
        Assert.Equal("fail", (string?)JsonNode.Parse(File.ReadAllText(Path.Combine(request.Results, "comparison.json")))!["outcome"]);
        Assert.Equal(Path.Combine(request.Root, "models", "Models.cs"), (string?)JsonNode.Parse(File.ReadAllText(Path.Combine(request.Results, "base.json")))!["models"]![0]!["source"]!["file"]);
        Assert.StartsWith("<!-- gradalign ", File.ReadAllText(request.GhLog + ".body"), StringComparison.Ordinal);
        Assert.EndsWith(table, File.ReadAllText(request.GhLog + ".body"), StringComparison.Ordinal);
        Assert.Contains("api --silent repos/owner/name/issues/7/comments -F body=@", File.ReadAllText(request.GhLog), StringComparison.Ordinal);

        File.WriteAllText(request.GhLog + ".existing", "");
        (code, output) = request.Check("better", ("GRADALIGN_PULL_REQUEST", "7"), ("GH_TOKEN", "token"), ("GITHUB_REPOSITORY", "owner/name"));
        Assert.True(code == 0, output);
        Assert.Contains("| Plain | better | ", File.ReadAllText(Path.Combine(request.Results, "comparison.md")), StringComparison.Ordinal);
        Assert.Contains("--method PATCH repos/owner/name/issues/comments/41 -F body=@", File.ReadAllText(request.GhLog), StringComparison.Ordinal);

        // Of a head that does not build nothing of the run before may be left to pass for an answer.
        File.AppendAllText(Path.Combine(request.Root, "models", "Models.cs"), "broken");
        (code, output) = request.Check("better");
        Assert.True(code == 6, output);
        Assert.Contains("The head could not be scored (exit code 6)", File.ReadAllText(Path.Combine(request.Results, "comparison.md")), StringComparison.Ordinal);
        request.Git("checkout", "--quiet", "--", ".");

        (code, output) = request.Check("better", ("GRADALIGN_BASE", "no-such-commit"));
        Assert.True(code == 5, output);
        Assert.Contains("GradAlign: inconclusive", File.ReadAllText(Path.Combine(request.Results, "comparison.md")), StringComparison.Ordinal);
        Assert.Contains("fetch it first", output, StringComparison.Ordinal);
    }
}
