using GradAlign.Analyzer.Reporting;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Inputs;

/// <summary>Draws balanced, standardised batches from labelled images.</summary>
/// <param name="images">The images.</param>
internal sealed class ImageSource(ImageSet images) : IBatchSource
{
    public DataDescription Description { get; } =
        new(images.Kind, images.Name, images.Labels.Count, images.Preparation is { } first ? $"{first}, {ImageScaling.Description}" : ImageScaling.Description, images.Sha256);

    public ScoringBatch Draw(int size, long seed)
    {
        int[] chosen = SampleChoice.ChooseFrom(images.Name, images.Labels, size, seed);
        int area = images.Height * images.Width;
        int length = images.Channels * area;
        var pixels = new byte[size * length];
        for (int i = 0; i < size; i++)
            images.Pixels(chosen[i]).Span.CopyTo(pixels.AsSpan(i * length, length));

        var inputs = tensor(
            ImageScaling.Standardise(pixels, images.Channels, area),
            [size, images.Channels, images.Height, images.Width]);
        return new ScoringBatch(inputs, tensor(chosen.Select(index => (long)images.Labels[index]).ToArray()));
    }
}
