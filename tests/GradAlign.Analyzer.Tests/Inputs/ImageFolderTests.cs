using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Verdicts;
using SkiaSharp;
using static GradAlign.Analyzer.Tests.Inputs.InputCases;

namespace GradAlign.Analyzer.Tests.Inputs;

public sealed class ImageFolderTests : IDisposable
{
    private static readonly ModelCase Colour = Model(null, 3, 3, 4, 5);

    private static readonly ModelCase Grey = Model(null, 3, 1, 4, 5);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Subfolders_are_classes_in_ordinal_order_and_hidden_ones_are_none()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, ".cache"));
        foreach (string name in new[] { "b", "Z", "a" })
        {
            for (int i = 0; i < 3; i++) Png($"{name}/{i}.png");
        }

        folder.Write("a/notes.txt", [1]);
        var source = BatchSource.Open(Colour, folder.Path, null);
        using var batch = source.Draw(9, 1);
        BatchCheck.Check(batch, Colour, 9);
        Assert.Equal([0, 1, 2, 0, 1, 2, 0, 1, 2], Labels(batch));
        Assert.Equal(("folder", 9, ImageScaling.Description), (source.Description.Kind, source.Description.Samples, source.Description.Standardisation));
        Assert.Equal(["Z", "a", "b"], ImageFolder.Classes(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Pixels_of_a_png_are_planes_of_red_green_and_blue()
    {
        string path = Png("a/0.png");
        byte[] planes = ImageFile.Read(path, 3, 4, 5, resize: false).ToArray();
        for (int i = 0; i < 20; i++) Assert.Equal([(byte)(i * 12), (byte)(255 - i), (byte)(i * i % 251)], [planes[i], planes[20 + i], planes[40 + i]]);
    }

    [Fact]
    public void Grey_weighs_the_colours()
    {
        byte[] grey = ImageFile.Read(Png("a/0.png"), 1, 4, 5, resize: false).ToArray();
        for (int i = 0; i < 20; i++) Assert.Equal((0.299 * (byte)(i * 12)) + (0.587 * (255 - i)) + (0.114 * (i * i % 251)), grey[i], 0.51);
    }

    [Fact]
    public void Jpeg_is_read_and_grey_is_recorded()
    {
        Png("a/0.jpg", SKEncodedImageFormat.Jpeg);
        Png("b/0.JPEG", SKEncodedImageFormat.Jpeg);
        var source = BatchSource.Open(Grey, "folder:" + folder.Path, null);
        using var batch = source.Draw(2, 1);
        BatchCheck.Check(batch, Grey, 2);
        Assert.StartsWith("turned to grey, scaled", source.Description.Standardisation, StringComparison.Ordinal);
    }

    [Fact]
    public void Alpha_is_left_out()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(5, 4, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.Erase(new SKColor(200, 100, 50, 128));
        byte[] planes = ImageFile.Read(Encode(bitmap, "a/0.png", SKEncodedImageFormat.Png), 3, 4, 5, resize: false).ToArray();
        Assert.Equal([200, 100, 50], [planes[0], planes[20], planes[40]]);
    }

    [Fact]
    public void Image_of_another_size_is_refused_and_fitted_when_asked()
    {
        Png("a/0.png", width: 10, height: 8);
        Png("a/1.png");
        Fails(Rules.InvalidConfiguration, () => BatchSource.Open(Colour, folder.Path, null).Draw(2, 1), "10×8", "takes 5×4", "folder:PATH,resize");
        var source = BatchSource.Open(Colour, $"folder:{folder.Path},resize", null);
        using var batch = source.Draw(2, 1);
        BatchCheck.Check(batch, Colour, 2);
        Assert.StartsWith("resized to 5×4, scaled", source.Description.Standardisation, StringComparison.Ordinal);
    }

    [Fact]
    public void Fingerprint_follows_names_and_lengths()
    {
        Png("a/0.png");
        string? before = BatchSource.Open(Colour, folder.Path, null).Description.Sha256;
        Assert.Equal(before, BatchSource.Open(Colour, folder.Path, null).Description.Sha256);
        Png("a/1.png");
        Assert.NotEqual(before, BatchSource.Open(Colour, folder.Path, null).Description.Sha256);
    }

    [Fact]
    public void Truncated_and_foreign_files_are_told()
    {
        byte[] png = File.ReadAllBytes(Png("a/0.png"));
        byte[] jpeg = File.ReadAllBytes(Png("a/1.jpg", SKEncodedImageFormat.Jpeg, 64, 64));
        byte[] gif = [.. "GIF89a"u8, 5, 0, 4, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2C, 0, 0, 0, 0, 5, 0, 4, 0, 0, 2, 4, 0x84, 0x8F, 0xA9, 0x5D, 0, 0x3B];
        FailsOn([], "is no PNG or JPEG");
        FailsOn([1, 2, 3], "is no PNG or JPEG");
        FailsOn(gif, "is no PNG or JPEG");
        FailsOn(png[..20], "is no PNG or JPEG");
        FailsOn(png[..60], "damaged");
        FailsOn(jpeg[..(jpeg.Length / 2)], "damaged", 64);
    }

    [Fact]
    public void Header_that_promises_a_gigapixel_is_refused_before_it_is_decoded()
    {
        byte[] png = File.ReadAllBytes(Png("a/0.png"));
        byte[] header = [.. png[12..16], 0, 0, 0x80, 0, 0, 0, 0x80, 0, .. png[24..29]];
        byte[] lies = [.. png[..12], .. header, .. Crc32(header), .. png[33..]];
        FailsOn(lies, "32768×32768 pixels, more than", resize: true);
    }

    [Fact]
    public void Model_that_takes_no_images_is_told()
    {
        Png("a/0.png");
        Fails(Rules.ShapeMismatch, () => BatchSource.Open(Model(null, 3, 20), folder.Path, null), "[3, height, width]", "is [20]");
        Fails(Rules.ShapeMismatch, () => BatchSource.Open(Colour with { Vocabulary = 5 }, folder.Path, null), "of tokens");
    }

    [Fact]
    public void Folders_that_hold_no_classes_are_told()
    {
        Fails(Rules.InvalidConfiguration, () => BatchSource.Open(Colour, "folder:" + Path.Combine(folder.Path, "none"), null), "There is no folder");
        Fails(Rules.InvalidConfiguration, () => BatchSource.Open(Colour, "folder:" + folder.Path, null), "no subfolders");
        Png("a/0.png");
        Directory.CreateDirectory(Path.Combine(folder.Path, "empty"));
        Fails(Rules.InvalidConfiguration, () => BatchSource.Open(Colour, folder.Path, null), "empty' holds no image");
        foreach (string name in new[] { "b", "c", "empty" }) Png($"{name}/0.png");
        Fails(Rules.InvalidConfiguration, () => BatchSource.Open(Colour, folder.Path, null), "4 subfolders", "Classes = 3");
    }

    private void FailsOn(byte[] content, string part, int side = 0, bool resize = false)
    {
        string path = folder.Write("a/bad.png", content);
        Fails(Rules.InvalidConfiguration, () => ImageFile.Read(path, 3, side > 0 ? side : 4, side > 0 ? side : 5, resize), "bad.png", part);
    }

    // PNG's own checksum, big-endian: without it the header would be refused for the wrong reason.
    private static byte[] Crc32(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return [.. BitConverter.GetBytes(~crc).Reverse()];
    }

    private string Png(string name, SKEncodedImageFormat format = SKEncodedImageFormat.Png, int width = 5, int height = 4)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (int i = 0; i < width * height; i++) bitmap.SetPixel(i % width, i / width, new SKColor((byte)(i * 12), (byte)(255 - i), (byte)(i * i % 251)));
        return Encode(bitmap, name, format);
    }

    private string Encode(SKBitmap bitmap, string name, SKEncodedImageFormat format)
    {
        using var data = bitmap.Encode(format, 90);
        return folder.Write(name, data.ToArray());
    }
}
