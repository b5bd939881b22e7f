using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Verdicts;
using static GradAlign.Analyzer.Tests.Inputs.InputCases;

namespace GradAlign.Analyzer.Tests.Inputs;

public sealed class CifarSourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Cifar10_labels_are_the_first_byte()
    {
        string path = folder.Write("a.bin", TemporaryFolder.Cifar([9], [0], [4]));
        using var batch = Open(path).Draw(3, 1);
        Assert.Equal([0, 4, 9], Labels(batch));
        Assert.Equal([3, 3, 32, 32], batch.Inputs.shape);
        Assert.Equal("cifar10", Open(path).Description.Kind);
    }

    [Fact]
    public void Cifar100_labels_are_the_fine_ones()
    {
        string path = folder.Write("a.bin", TemporaryFolder.Cifar([19, 99], [1, 50]));
        using var batch = Open(path).Draw(2, 1);
        Assert.Equal([50, 99], Labels(batch));
        Assert.Equal("cifar100", Open(path).Description.Kind);
    }

    [Fact]
    public void Channels_are_planes_and_pixels_rows()
    {
        byte[] record = [0, .. Enumerable.Repeat((byte)10, 1024), .. Enumerable.Repeat((byte)20, 1024), .. TemporaryFolder.Pattern(1024)];
        using var batch = CifarSource.Open([folder.Write("a.bin", [.. record, .. record])], CifarFormat.Cifar10).Draw(2, 1);
        Assert.All(Values(batch)[..2048], value => Assert.Equal(0, value));
        var blue = CifarFile.Parse(record, CifarFormat.Cifar10, "a").Pixels[2048..];
        Assert.Equal(TemporaryFolder.Pattern(1024), blue);
    }

    [Fact]
    public void Truncated_file_says_what_was_expected()
    {
        string path = folder.Write("a.bin", TemporaryFolder.Cifar([1], [2])[..^1]);
        Fails(Rules.InvalidConfiguration, () => Open(path), "6145 bytes", "3073", "3074");
        Fails(Rules.InvalidConfiguration, () => Open("cifar10:" + path), "6145 bytes", "multiple of 3073");
    }

    [Fact]
    public void Empty_file_is_told() =>
        Fails(Rules.InvalidConfiguration, () => Open(folder.Write("a.bin", [])), "0 bytes");

    [Fact]
    public void Missing_file_is_told() =>
        Fails(Rules.InvalidConfiguration, () => Open("cifar10:" + Path.Combine(folder.Path, "none.bin")), "none.bin", "does not exist");

    [Fact]
    public void Label_beyond_the_classes_says_that_it_is_another_format() =>
        Fails(Rules.InvalidConfiguration, () => Open(folder.Write("a.bin", TemporaryFolder.Cifar([1], [10]))), "record 1", "label 10", "go to 9");

    [Theory]
    [InlineData(3073L * 5, "a.bin", "cifar10")]
    [InlineData(3074L * 5, "a.bin", "cifar100")]
    [InlineData(3074L * 5, "cifar100.bin", "cifar100")]
    public void Format_is_told_from_the_length(long length, string name, string kind) =>
        Assert.Equal(kind, CifarFormat.Guess(name, length).Kind);

    [Theory]
    [InlineData(3073L * 3074, "a.bin")]
    [InlineData(3073L * 5, "cifar100.bin")]
    public void Format_that_is_in_doubt_is_asked_for(long length, string name) =>
        Fails(Rules.InvalidConfiguration, () => CifarFormat.Guess(name, length), "cifar10:" + name, "cifar100:" + name);

    [SharedDataFact("cifar10_train_512.bin")]
    public void Reference_file_gives_a_balanced_batch()
    {
        var source = Open(SharedDataFactAttribute.PathOf("cifar10_train_512.bin")!);
        using var batch = source.Draw(20, 0);
        BatchCheck.Check(batch, Model(null, 10, 3, 32, 32), 20);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (long)(i % 10)), Labels(batch));
        Assert.Equal(("cifar10", 512), (source.Description.Kind, source.Description.Samples));
    }
}
