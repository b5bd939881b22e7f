using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Verdicts;
using static GradAlign.Analyzer.Tests.Inputs.InputCases;

namespace GradAlign.Analyzer.Tests.Inputs;

public sealed class IdxSourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Batch_fits_the_model_and_is_balanced()
    {
        var (images, labels) = folder.Pair();
        using var batch = IdxSource.Open(images, labels).Draw(7, 1);
        BatchCheck.Check(batch, Model(), 7);
        Assert.Equal([0, 1, 2, 0, 1, 2, 0], Labels(batch));
    }

    [Fact]
    public void Image_keeps_its_label()
    {
        // Each image is uniformly its label's value, so a label that strayed would show.
        string images = folder.Write("i", TemporaryFolder.Idx([6, 1, 2], [0, 0, 100, 100, 200, 200, 0, 0, 100, 100, 200, 200]));
        string labels = folder.Write("l", TemporaryFolder.Idx([6], [0, 1, 2, 0, 1, 2]));
        using var batch = IdxSource.Open(images, labels).Draw(6, 8);
        float step = (float)Math.Sqrt(1.5);
        Assert.All(Values(batch).Chunk(2).Zip(Labels(batch)), pair => Assert.Equal((pair.Second - 1) * step, pair.First[1], 1e-5));
    }

    [Fact]
    public void Images_with_channels_keep_them()
    {
        string images = folder.Write("i", TemporaryFolder.Idx([4, 3, 2, 2], TemporaryFolder.Pattern(48)));
        string labels = folder.Write("l", TemporaryFolder.Idx([4], [0, 1, 0, 1]));
        using var batch = IdxSource.Open(images, labels).Draw(4, 1);
        Assert.Equal([4, 3, 2, 2], batch.Inputs.shape);
    }

    [Fact]
    public void Gzipped_and_plain_give_the_same_batch_whatever_the_name()
    {
        var (images, labels) = folder.Pair();
        var (zippedImages, zippedLabels) = folder.Pair("misnamed", TemporaryFolder.Gzip);
        using var plain = IdxSource.Open(images, labels).Draw(9, 2);
        using var zipped = IdxSource.Open(zippedImages, zippedLabels).Draw(9, 2);
        Assert.Equal(Values(plain), Values(zipped));
        Assert.Equal(Labels(plain), Labels(zipped));
    }

    [Fact]
    public void Same_seed_gives_the_same_batch_and_another_seed_another()
    {
        var (images, labels) = folder.Pair();
        using var first = IdxSource.Open(images, labels).Draw(6, 1);
        using var again = IdxSource.Open(images, labels).Draw(6, 1);
        using var other = IdxSource.Open(images, labels).Draw(6, 2);
        Assert.Equal(Values(first), Values(again));
        Assert.NotEqual(Values(first), Values(other));
    }

    [Fact]
    public void Description_says_what_was_read_and_how_it_was_scaled()
    {
        var (images, labels) = folder.Pair();
        var description = IdxSource.Open(images, labels).Description;
        Assert.Equal(("idx", 12), (description.Kind, description.Samples));
        Assert.Equal("train-images-idx3-ubyte, train-labels-idx1-ubyte", description.Name);
        Assert.Equal(ImageScaling.Description, description.Standardisation);
        byte[] both = [.. File.ReadAllBytes(images), .. File.ReadAllBytes(labels)];
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(both)), description.Sha256);
    }

    [Fact]
    public void More_samples_than_there_are_is_a_configuration_error()
    {
        var (images, labels) = folder.Pair();
        Fails(Rules.InvalidConfiguration, () => IdxSource.Open(images, labels).Draw(13, 1), "13 samples", "holds 12");
    }

    [Fact]
    public void Missing_file_is_named()
    {
        var (images, _) = folder.Pair();
        Fails(Rules.InvalidConfiguration, () => IdxSource.Open(images, images + ".none"), images + ".none", "does not exist");
    }

    [Fact]
    public void Truncated_file_says_both_lengths() =>
        FailsOnImages(TemporaryFolder.Idx([12, 4, 5], TemporaryFolder.Pattern(239)), "truncated", "says 256 bytes", "there are 255");

    [Fact]
    public void Truncated_header_is_told() => FailsOnImages([0, 0, 8, 3, 0, 0], "truncated", "says 16 bytes", "there are 6");

    [Fact]
    public void Header_of_absurd_size_is_told_without_allocating_it() =>
        FailsOnImages(TemporaryFolder.Idx([int.MaxValue, int.MaxValue, int.MaxValue], [1]), "truncated", "there are 17");

    [Fact]
    public void File_that_is_too_long_is_told() =>
        FailsOnImages(TemporaryFolder.Idx([12, 4, 5], TemporaryFolder.Pattern(241)), "too long", "says 256 bytes", "there are 257");

    [Fact]
    public void Bad_magic_shows_the_bytes() => FailsOnImages([0, 0, 0x0D, 3, 1, 2], "00 00 08", "00000D03");

    [Fact]
    public void Empty_file_is_told() => FailsOnImages([], "starts with nothing");

    [Fact]
    public void Truncated_gzip_is_told() => FailsOnImages(TemporaryFolder.Gzip(TemporaryFolder.Idx([12, 4, 5], TemporaryFolder.Pattern(240)))[..60], "bad");

    [Fact]
    public void Damaged_gzip_is_told() => FailsOnImages([0x1F, 0x8B, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9], "cannot be unzipped");

    [Fact]
    public void Labels_in_place_of_images_are_told() => FailsOnImages(TemporaryFolder.Idx([12], new byte[12]), "should hold images", "holds [12]");

    [Fact]
    public void Images_in_place_of_labels_are_told()
    {
        var (images, _) = folder.Pair();
        Fails(Rules.InvalidConfiguration, () => IdxSource.Open(images, images), "should hold labels", "[12, 4, 5]");
    }

    [Fact]
    public void Counts_that_differ_are_told()
    {
        var (images, _) = folder.Pair();
        string labels = folder.Write("fewer", TemporaryFolder.Idx([11], new byte[11]));
        Fails(Rules.InvalidConfiguration, () => IdxSource.Open(images, labels), "12 images", "11 labels");
    }

    private void FailsOnImages(byte[] content, params string[] parts)
    {
        var (_, labels) = folder.Pair();
        Fails(Rules.InvalidConfiguration, () => IdxSource.Open(folder.Write("bad", content), labels), parts);
    }
}
