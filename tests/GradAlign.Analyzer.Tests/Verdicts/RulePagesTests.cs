using System.Runtime.CompilerServices;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Tests.Verdicts;

public sealed class RulePagesTests
{
    public static TheoryData<string> Ids => new(Rules.All.Select(rule => rule.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_has_a_page_with_its_title(string id)
    {
        var rule = Rules.All.Single(rule => rule.Id == id);
        var page = Path.Combine(Pages(), $"{id}.md");

        Assert.True(File.Exists(page), $"docs/rules/{id}.md is missing: every rule has a page");
        Assert.Equal($"# {id}: {rule.Title}", File.ReadLines(page).First());
    }

    [Fact]
    public void Pages_are_of_rules_that_exist()
    {
        var pages = Directory.EnumerateFiles(Pages(), "GA*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);

        Assert.Equal(Rules.All.Select(rule => rule.Id).Order(StringComparer.Ordinal), pages);
    }

    private static string Pages([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "rules"));
}
