using System.Globalization;

namespace GradAlign.Analyzer.Inputs;

/// <summary>Images and labels in a pair of IDX files.</summary>
internal static class IdxSource
{
    /// <summary>Opens a pair; an image without channels, [height × width], is given one.</summary>
    /// <param name="imagesPath">File of [samples × height × width] or [samples × channels × height × width].</param>
    /// <param name="labelsPath">File of [samples].</param>
    /// <exception cref="Verdicts.ScoringException">GA0006: a file is missing or damaged, or they do not belong together.</exception>
    public static IBatchSource Open(string imagesPath, string labelsPath)
    {
        byte[] imageBytes = DataFile.Read(imagesPath);
        byte[] labelBytes = DataFile.Read(labelsPath);
        var images = IdxFile.Parse(imageBytes, Path.GetFileName(imagesPath));
        var labels = IdxFile.Parse(labelBytes, Path.GetFileName(labelsPath));

        if (images.Shape.Count is not (3 or 4) || images.Shape.Contains(0))
        {
            throw InputError.Configuration(
                $"'{Path.GetFileName(imagesPath)}' should hold images, [n, height, width] or [n, channels, height, width], "
                + $"and holds [{string.Join(", ", images.Shape)}].");
        }

        if (labels.Shape.Count != 1)
        {
            throw InputError.Configuration(
                $"'{Path.GetFileName(labelsPath)}' should hold labels, [n], and holds [{string.Join(", ", labels.Shape)}].");
        }

        if (images.Shape[0] != labels.Shape[0])
        {
            throw InputError.Configuration(string.Create(
                CultureInfo.InvariantCulture,
                $"'{Path.GetFileName(imagesPath)}' holds {images.Shape[0]} images and '{Path.GetFileName(labelsPath)}' {labels.Shape[0]} labels: they do not belong together."));
        }

        return new ImageSource(new ImageSet(
            "idx",
            $"{Path.GetFileName(imagesPath)}, {Path.GetFileName(labelsPath)}",
            images.Shape.Count == 4 ? images.Shape[1] : 1,
            images.Shape[^2],
            images.Shape[^1],
            ImageSet.InMemory(images.Values, images.Values.Length / Math.Max(1, images.Shape[0])),
            [.. labels.Values.Select(label => (int)label)],
            DataFile.Sha256([imageBytes, labelBytes])));
    }
}
