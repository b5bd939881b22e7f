using System.Globalization;
using GradAlign.Analyzer.Comparing;

namespace GradAlign.Analyzer.Tests.Comparing;

public sealed class ComparisonMarkdownTests
{
    private static readonly double[] Base = [0.30, 0.31, 0.32];

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    public void Table_in_any_culture_names_the_worse_model_and_its_numbers(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            var text = ComparisonMarkdownWriter.Write(Sides.Compare(Sides.Model("Net", Base, Base), Sides.Model("Net", [0.60, 0.62, 0.61], Base)));

            Assert.StartsWith("## GradAlign: failed\n\n1 worse. Base: main; head: branch.\n", text, StringComparison.Ordinal);
            Assert.Contains("| Net | **worse** | 0.310 → 0.610 | 0.310 | 0 | 1,000 |\n", text, StringComparison.Ordinal);
            Assert.Contains("- error GA1010: Net is worse at the head (branch) than at the base (main)", text, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(2_000, 8)]
    [InlineData(300, 5_000)]
    [InlineData(40, 100_000)]
    public void Comparison_of_many_models_fits_a_comment_and_counts_what_is_left_out(int models, int nameLength)
    {
        string Name(int i) => new string('<', nameLength) + i.ToString("0000", CultureInfo.InvariantCulture);
        ComparedModel[] before = [.. Enumerable.Range(0, models).Select(i => Sides.Model(Name(i), Base, Base))];
        ComparedModel[] now = [.. Enumerable.Range(0, models).Select(i => Sides.Model(Name(i), i == models - 1 ? [0.9, 0.9, 0.9] : [0.3, 0.45, 0.32], Base))];
        var comparison = SideComparer.Compare(Sides.Of("main", before), Sides.Of("branch", now), new());
        var text = ComparisonMarkdownWriter.Write(comparison);

        Assert.True(text.Length <= ComparisonMarkdownWriter.CommentLimit, $"{text.Length} characters");
        var rows = text.Split('\n').Count(l => l.StartsWith("| &lt;", StringComparison.Ordinal));
        Assert.True(rows == models || text.Contains(string.Create(CultureInfo.InvariantCulture, $"{models - rows} more models are left out of the table"), StringComparison.Ordinal), text[^1_000..]);
        var findings = text.Split('\n').Count(l => l.StartsWith("- error GA10", StringComparison.Ordinal));
        Assert.True(findings > 0 && (findings == models || text.Contains(string.Create(CultureInfo.InvariantCulture, $"{models - findings} more findings are left out."), StringComparison.Ordinal)), text[^1_000..]);
        Assert.Contains("**worse**", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_and_messages_cannot_inject()
    {
        var text = ComparisonMarkdownWriter.Write(Sides.Compare(Sides.Model("<img src=x>|`a`", Base), Sides.Model("<img src=x>|`a`", [0.9, 0.9, 0.9])));

        Assert.DoesNotContain("<img", text, StringComparison.Ordinal);
        Assert.Contains("| &lt;img src=x>\\|\\`a\\` | **worse**", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Comparison_of_nothing_says_why()
    {
        var text = ComparisonMarkdownWriter.Write(SideComparer.Compare(Sides.Of("main", Sides.Model("Net", Base)), new("branch", [], ["it does not build."]), new()));

        Assert.Contains("GradAlign: inconclusive", text, StringComparison.Ordinal);
        Assert.Contains("- error GA1011: The head (branch) cannot be relied on: it does not build.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("| model |", text, StringComparison.Ordinal);
    }
}
