using System.Globalization;
using GradAlign.Analyzer.Reporting;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Inputs;

/// <summary>Draws balanced, standardised batches from labelled images.</summary>
/// <param name="images">The images.</param>
internal sealed class ImageSource(ImageSet images) : IBatchSource
{
    public DataDescription Description { get; } =
        new(images.Kind, images.Name, images.Labels.Count, ImageScaling.Description, images.Sha256);

    public ScoringBatch Draw(int size, long seed)
    {
        if (size > images.Labels.Count)
        {
            throw InputError.Configuration(string.Create(
                CultureInfo.InvariantCulture,
                $"The batch takes {size} samples, but {images.Name} holds {images.Labels.Count}. Use a smaller batch or more data."));
        }

        int[] chosen = SampleChoice.Choose(images.Labels, size, seed);
        int area = images.Height * images.Width;
        int length = images.Channels * area;
        var pixels = new byte[size * length];
        for (int i = 0; i < size; i++)
            images.Pixels.AsSpan(chosen[i] * length, length).CopyTo(pixels.AsSpan(i * length));

        var inputs = tensor(
            ImageScaling.Standardise(pixels, images.Channels, area),
            [size, images.Channels, images.Height, images.Width]);
        return new ScoringBatch(inputs, tensor(chosen.Select(index => (long)images.Labels[index]).ToArray()));
    }
}
