using GradAlign.Analyzer.Inputs;
using static TorchSharp.torch;

namespace GradAlign.FashionCells.Trainings;

/// <summary>Fashion-MNIST: its first training images and its test images, scaled to [0, 1], then minus the training set's mean and over its standard deviation.</summary>
/// <param name="Inputs">[n × 1 × 28 × 28].</param>
/// <param name="Labels">[n], 0 to 9.</param>
internal sealed record FashionImages(Tensor Inputs, Tensor Labels)
{
    private const double Mean = 0.286;
    private const double Deviation = 0.353;

    /// <summary>The training images of the folder.</summary>
    public static FashionImages Train(string folder, int count) => Read(folder, "train", count);

    /// <summary>The test images of the folder.</summary>
    public static FashionImages Test(string folder, int count) => Read(folder, "t10k", count);

    /// <summary>The training images, as <c>--data</c> names them.</summary>
    public static string DataName(string folder) => $"idx:{ImagesPath(folder, "train")},{LabelsPath(folder, "train")}";

    private static FashionImages Read(string folder, string part, int count)
    {
        var images = IdxFile.Parse(DataFile.Read(ImagesPath(folder, part)), ImagesPath(folder, part));
        var labels = IdxFile.Parse(DataFile.Read(LabelsPath(folder, part)), LabelsPath(folder, part));
        if (images.Shape is not [var all, 28, 28] || labels.Shape is not [var labelled] || labelled != all || all < count)
            throw new FormatException($"{folder} should hold {count} images of 28×28 and as many labels in {part}-*, and holds images [{string.Join(", ", images.Shape)}] and labels [{string.Join(", ", labels.Shape)}].");
        var pixels = Array.ConvertAll(images.Values[..(count * 28 * 28)], v => (float)(((v / 255.0) - Mean) / Deviation));
        return new(tensor(pixels, [count, 1, 28, 28]), tensor(Array.ConvertAll(labels.Values[..count], v => (long)v)));
    }

    private static string ImagesPath(string folder, string part) => Path.Combine(folder, $"{part}-images-idx3-ubyte.gz");

    private static string LabelsPath(string folder, string part) => Path.Combine(folder, $"{part}-labels-idx1-ubyte.gz");
}
