using System.Globalization;
using SkiaSharp;

namespace GradAlign.Analyzer.Inputs;

/// <summary>Decodes one image file.</summary>
internal static class ImageFile
{
    // A header can promise 2³¹ × 2³¹ pixels in a hundred bytes.
    private const long MostPixels = 100_000_000;
    private const long MostBytes = 256 << 20;

    /// <summary>Reads a PNG or JPEG image; an alpha channel is left out.</summary>
    /// <param name="path">The file.</param>
    /// <param name="channels">3: red, green, blue; 1: grey, 0.299 R + 0.587 G + 0.114 B.</param>
    /// <param name="height">Rows that it should have.</param>
    /// <param name="width">Columns that it should have.</param>
    /// <param name="resize">Whether another size is fitted; otherwise it is refused.</param>
    /// <returns>[channels × height × width].</returns>
    /// <exception cref="Verdicts.ScoringException">GA0006: not an image, damaged, or of another size.</exception>
    public static ReadOnlyMemory<byte> Read(string path, int channels, int height, int width, bool resize)
    {
        try
        {
            using var decoded = Decode(path, height, width, resize);
            if ((decoded.Width, decoded.Height) == (width, height)) return Planes(decoded, channels);
            using var fitted = decoded.Resize(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul), SKFilterQuality.High);
            return Planes(fitted ?? throw InputError.Configuration($"The image '{path}' could not be resized."), channels);
        }
        catch (Exception exception) when (exception is DllNotFoundException or TypeInitializationException { InnerException: DllNotFoundException })
        {
            throw InputError.Configuration($"Images cannot be decoded here: the native library of SkiaSharp could not be loaded ({exception.GetBaseException().Message.Split('\n')[0]}). Give the images as IDX or NPY.", exception);
        }
    }

    private static SKBitmap Decode(string path, int height, int width, bool resize)
    {
        using var file = DataFile.Open(path);
        if (file.Length > MostBytes) throw Bad(path, "is larger than 256 MiB");
        using var data = SKData.Create(file);
        using var codec = data is null ? null : SKCodec.Create(data);
        if (codec is null || codec.EncodedFormat is not (SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg))
            throw Bad(path, "is no PNG or JPEG image, or is damaged");
        var (columns, rows) = (codec.Info.Width, codec.Info.Height);
        if (!resize && (columns, rows) != (width, height))
        {
            throw InputError.Configuration(string.Create(CultureInfo.InvariantCulture,
                $"The image '{path}' has {columns}×{rows} pixels, and the model takes {width}×{height}. Give images of that size, or let them be fitted: folder:PATH,resize."));
        }

        if ((long)columns * rows > MostPixels) throw Bad(path, string.Create(CultureInfo.InvariantCulture, $"has {columns}×{rows} pixels, more than {MostPixels}"));
        var bitmap = new SKBitmap(new SKImageInfo(columns, rows, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        var result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        if (result == SKCodecResult.Success) return bitmap;
        bitmap.Dispose();
        throw Bad(path, $"is damaged or truncated ({result})");
    }

    private static byte[] Planes(SKBitmap image, int channels)
    {
        var pixels = image.GetPixelSpan();
        int area = image.Width * image.Height;
        var planes = new byte[channels * area];
        for (int i = 0; i < area; i++)
        {
            var pixel = pixels.Slice(4 * i, 4);
            if (channels == 1)
            {
                planes[i] = (byte)(((299 * pixel[0]) + (587 * pixel[1]) + (114 * pixel[2]) + 500) / 1000);
                continue;
            }

            for (int channel = 0; channel < 3; channel++) planes[(channel * area) + i] = pixel[channel];
        }

        return planes;
    }

    private static Verdicts.ScoringException Bad(string path, string what) => InputError.Configuration($"The image '{path}' {what}. Replace it, or move it away.");
}
