using GradAlign.Cli.Configuration;

namespace GradAlign.Cli.Tests.Configuration;

public sealed class DataReferenceTests
{
    private static readonly string Folder = Path.GetTempPath();

    [Fact]
    public void Synthetic_names_no_path()
    {
        Assert.Equal("synthetic", DataReference.Rooted("synthetic", Folder));
        Assert.Empty(DataReference.Paths("synthetic"));
    }

    [Theory]
    [InlineData("images", new[] { "images" })]
    [InlineData("cifar10:data/a.bin", new[] { "data/a.bin" })]
    [InlineData("idx:a, b", new[] { "a", "b" })]
    public void Relative_paths_are_rooted_and_listed(string data, string[] paths)
    {
        var full = paths.Select(p => Path.GetFullPath(p, Folder)).ToArray();
        Assert.Equal(full, DataReference.Paths(DataReference.Rooted(data, Folder)));
    }
}
