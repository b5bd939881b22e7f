using GradAlign.Analyzer.Hosting;

namespace GradAlign.Cli.Tests;

public sealed class ScoringProgressTests
{
    [Theory]
    [InlineData(40.4, 0.2, "about 40 s and 0.2 GB a seed")]
    [InlineData(2, 3.14, "about 2 s and 3.1 GB a seed")]
    [InlineData(2, 0.2, null)]
    public void What_a_seed_takes_is_said_where_it_is_large(double seconds, double gigabytes, string? expected) =>
        Assert.Equal(expected, ScoringProgress.Cost(new("m", seconds, (long)(gigabytes * (1L << 30)))));
}
