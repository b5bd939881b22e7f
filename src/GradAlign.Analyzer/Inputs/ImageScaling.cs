namespace GradAlign.Analyzer.Inputs;

/// <summary>Turns bytes into numbers of mean 0 and standard deviation 1 by channel.</summary>
internal static class ImageScaling
{
    /// <summary>What <see cref="Standardise"/> does, for the report.</summary>
    public const string Description = "scaled to [0, 1], then to mean 0 and standard deviation 1 by channel over the batch";

    /// <summary>Standardises a batch; a channel that is constant over the batch becomes 0.</summary>
    /// <param name="pixels">[n × channels × area], 0 to 255.</param>
    /// <param name="channels">Channels of an image.</param>
    /// <param name="area">Pixels of a channel.</param>
    /// <returns>[n × channels × area].</returns>
    public static float[] Standardise(ReadOnlySpan<byte> pixels, int channels, int area)
    {
        // Sums of integers are exact, so the result does not depend on the order or on the number of threads.
        var sums = new long[channels];
        var squares = new long[channels];
        for (int i = 0; i < pixels.Length; i++)
        {
            int channel = i / area % channels;
            sums[channel] += pixels[i];
            squares[channel] += pixels[i] * pixels[i];
        }

        double count = pixels.Length / (double)channels;
        var mean = new double[channels];
        var scale = new double[channels];
        for (int channel = 0; channel < channels; channel++)
        {
            mean[channel] = sums[channel] / count / 255;
            double variance = ((squares[channel] * count) - ((double)sums[channel] * sums[channel])) / (count * count) / (255 * 255);
            scale[channel] = variance > 0 ? 1 / Math.Sqrt(variance) : 0;
        }

        var values = new float[pixels.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int channel = i / area % channels;
            values[i] = (float)(((pixels[i] / 255.0) - mean[channel]) * scale[channel]);
        }

        return values;
    }
}
