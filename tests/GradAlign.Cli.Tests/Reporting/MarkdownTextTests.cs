using GradAlign.Analyzer.Reporting;

namespace GradAlign.Cli.Tests.Reporting;

public sealed class MarkdownTextTests
{
    // What GitHub makes a link, a mention or an issue of, though it is escaped.
    [Theory]
    [InlineData("https://evil.example/x")]
    [InlineData("HTTP://evil.example/x")]
    [InlineData("ftp://evil.example/x")]
    [InlineData("www.evil.example")]
    [InlineData("GH-12")]
    [InlineData("#12")]
    [InlineData("owner/repo#12")]
    [InlineData("@everyone")]
    [InlineData("someone@evil.example")]
    [InlineData("!12")]
    public void Address_or_reference_is_broken_by_a_comment(string text)
    {
        var escaped = MarkdownText.Escape(text);
        Assert.Contains("<!-- -->", escaped, StringComparison.Ordinal);
        Assert.Equal(text, escaped.Replace("<!-- -->", "", StringComparison.Ordinal));
    }
}
