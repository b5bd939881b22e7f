namespace GradAlign.Cli.Tests;

public sealed class MemorySizeTests
{
    [Theory]
    [InlineData("4GB", 4L << 30)]
    [InlineData("512MB", 512L << 20)]
    [InlineData("1.5g", 3L << 29)]
    [InlineData("64 KiB", 64L << 10)]
    public void Parse_of_a_size_gives_bytes(string text, long bytes) => Assert.Equal(bytes, MemorySize.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("4")]
    [InlineData("0GB")]
    [InlineData("-1GB")]
    [InlineData("1,5GB")]
    [InlineData("much")]
    public void Parse_of_anything_else_gives_nothing(string text) => Assert.Null(MemorySize.Parse(text));
}
