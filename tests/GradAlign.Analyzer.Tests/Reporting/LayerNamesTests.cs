using GradAlign.Analyzer.Reporting;

namespace GradAlign.Analyzer.Tests.Reporting;

public sealed class LayerNamesTests
{
    [Theory]
    [InlineData("a", 0)]
    [InlineData("a, b", 0, 1)]
    [InlineData("a to d (4 layers)", 0, 1, 2, 3)]
    [InlineData("a, c to e (3 layers), g", 0, 2, 3, 4, 6)]
    [InlineData("a, c, e and 2 more", 0, 2, 4, 6, 8)]
    [InlineData("a, c, e and 3 more", 0, 2, 4, 6, 7, 8)]
    public void Neighbours_are_listed_as_runs_and_the_rest_is_counted(string expected, params int[] positions) =>
        Assert.Equal(expected, LayerNames.List([.. positions.Select(p => (((char)('a' + p)).ToString(), p))]));
}
