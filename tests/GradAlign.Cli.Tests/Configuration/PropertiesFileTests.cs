using GradAlign.Cli.Configuration;

namespace GradAlign.Cli.Tests.Configuration;

public sealed class PropertiesFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Properties_that_are_set_are_read_and_empty_ones_are_not()
    {
        var layer = Read("GradAlignMaxConflict=0.7\nGradAlignSeed=\nGradAlignWarnUnscored=True\nGradAlignEnabled=true\nGradAlignData=data\\\\images\n");
        Assert.Empty(layer.Problems);
        Assert.Equal([Settings.MaxConflict, Settings.WarnUnscored, Settings.Data], layer.Values.Keys);
        Assert.Equal(0.7, layer.Values[Settings.MaxConflict].Value);
        Assert.Equal("MSBuild property GradAlignMaxConflict", layer.Values[Settings.MaxConflict].Source);
        Assert.Equal(Path.GetFullPath("data\\images", folder.Root), layer.Values[Settings.Data].Value);
    }

    [Theory]
    [InlineData("GradAlignMaxConflict=abc", "GradAlignMaxConflict is 'abc'", "a number from 0 to 1")]
    [InlineData("GradAlignMaxConflict=0,7", "GradAlignMaxConflict is '0,7'", "a number from 0 to 1")]
    [InlineData("GradAlignMaxConflict=NaN", "GradAlignMaxConflict is 'NaN'", "a number from 0 to 1")]
    [InlineData("GradAlignBatchNorm=none", "GradAlignBatchNorm is 'none'", "per-sample, frozen or batch")]
    [InlineData("GradAlignTimeout=-1", "GradAlignTimeout is '-1'", "at least 1")]
    [InlineData("GradAlignMaxConflct=0.7", "'GradAlignMaxConflct'", "Did you mean 'GradAlignMaxConflict'?")]
    [InlineData("nonsense", "'nonsense'", "Known are")]
    [InlineData("GradAlignDevice=a\\nb", "is 'a\nb'", "cuda:i")]
    public void Mistake_names_the_property_and_what_is_expected(string line, string seen, string expected)
    {
        var message = Assert.Single(Read(line).Problems).Finding.Message;
        Assert.Contains(seen, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_cannot_be_read_is_a_failure_of_the_configuration() =>
        Assert.Equal(ExitCode.BadArguments, Assert.Throws<ScoreFailure>(() => PropertiesFile.Read(folder.At("none"), folder.Root)).ExitCode);

    private ConfigurationLayer Read(string text) => PropertiesFile.Read(folder.Write("properties", text), folder.Root);
}
