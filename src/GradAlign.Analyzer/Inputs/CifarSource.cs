namespace GradAlign.Analyzer.Inputs;

/// <summary>CIFAR-10 or CIFAR-100 in one or more binary files.</summary>
internal static class CifarSource
{
    /// <summary>Opens files of one format.</summary>
    /// <param name="paths">The files, read one after the other.</param>
    /// <param name="format">The format; null to tell it from each file's length.</param>
    /// <exception cref="Verdicts.ScoringException">GA0006: a file is missing or damaged, or the format is not clear.</exception>
    public static IBatchSource Open(IReadOnlyList<string> paths, CifarFormat? format)
    {
        var contents = paths.Select(DataFile.Read).ToArray();
        var formats = paths.Select((path, i) => format ?? CifarFormat.Guess(path, contents[i].Length)).Distinct().ToArray();
        if (formats.Length != 1)
        {
            throw InputError.Configuration(
                $"{string.Join(", ", paths)} are partly CIFAR-10 and partly CIFAR-100: name one file, as cifar10:FILE or cifar100:FILE.");
        }

        var files = paths.Select((path, i) => CifarFile.Parse(contents[i], formats[0], Path.GetFileName(path))).ToArray();
        return new ImageSource(new ImageSet(
            formats[0].Kind,
            string.Join(", ", paths.Select(Path.GetFileName)),
            CifarFormat.Channels,
            CifarFormat.Side,
            CifarFormat.Side,
            ImageSet.InMemory([.. files.SelectMany(file => file.Pixels)], CifarFormat.PixelBytes),
            [.. files.SelectMany(file => file.Labels)],
            DataFile.Sha256(contents)));
    }
}
