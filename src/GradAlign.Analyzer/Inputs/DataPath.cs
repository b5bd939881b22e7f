using GradAlign.Analyzer.Discovery;

namespace GradAlign.Analyzer.Inputs;

/// <summary>Tells from a bare path what data lie there.</summary>
internal static class DataPath
{
    private const string Inputs = "inputs";
    private const string Labels = "labels";

    /// <summary>Opens a folder or a file by the names that IDX, CIFAR and NPY files usually have; a folder of folders holds images by class.</summary>
    /// <exception cref="Verdicts.ScoringException">GA0006: nothing there, or not clear what.</exception>
    public static IBatchSource Open(string path, ModelCase model)
    {
        if (Directory.Exists(path))
            return OpenFolder(path, model);
        if (!File.Exists(path))
        {
            throw InputError.Configuration(
                $"There is no data set '{path}' (as a path: '{Path.GetFullPath(path)}'). {BatchSource.Syntax}");
        }

        string name = Path.GetFileName(path);
        if (name.EndsWith(".bin", StringComparison.OrdinalIgnoreCase))
            return CifarSource.Open([path], format: null);
        if (IsImages(name))
            return IdxSource.Open(path, LabelsBeside(path) ?? throw InputError.Configuration($"No labels lie beside '{path}': expected a file named as it, with 'labels' for 'images' and 'idx1' for 'idx3'. {BatchSource.Syntax}"));
        if (name.EndsWith(".npy", StringComparison.OrdinalIgnoreCase) && name.Contains(Inputs, StringComparison.OrdinalIgnoreCase))
            return NpySource.Open(path, Path.Combine(Path.GetDirectoryName(path) ?? "", name.Replace(Inputs, Labels, StringComparison.OrdinalIgnoreCase)), model);
        throw InputError.Configuration($"'{path}' is named neither *.bin (CIFAR) nor *images*idx3* (IDX) nor *inputs*.npy (NPY). {BatchSource.Syntax}");
    }

    private static IBatchSource OpenFolder(string folder, ModelCase model)
    {
        string[] files = [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal)];

        // A file and its gzipped copy are one data set; the plain one comes first in the order.
        var pairs = files.Where(file => IsImages(Path.GetFileName(file)))
            .Select(images => (Images: images, Labels: LabelsBeside(images)))
            .Where(pair => pair.Labels is not null)
            .DistinctBy(pair => pair.Images.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? pair.Images[..^3] : pair.Images)
            .ToArray();
        var preferred = pairs.Where(pair => IsTraining(pair.Images)).ToArray() is { Length: > 0 } training ? training : pairs;
        if (preferred.Length > 1)
        {
            throw InputError.Configuration(
                $"'{folder}' holds several IDX pairs ({string.Join(", ", preferred.Select(pair => Path.GetFileName(pair.Images)))}): name one, as idx:IMAGES,LABELS.");
        }

        if (preferred is [var (found, labels)])
            return IdxSource.Open(found, labels!);

        string[] binaries = [.. files.Where(file => file.EndsWith(".bin", StringComparison.OrdinalIgnoreCase))];
        string[] training10 = [.. binaries.Where(file => Path.GetFileName(file).StartsWith("data_batch", StringComparison.OrdinalIgnoreCase))];
        string[] chosen = training10.Length > 0 ? training10
            : binaries.Where(IsTraining).ToArray() is { Length: > 0 } named ? named
            : binaries;
        if (chosen.Length > 0)
            return CifarSource.Open(chosen, format: null);

        var (inputs, targets) = (Path.Combine(folder, Inputs + ".npy"), Path.Combine(folder, Labels + ".npy"));
        if (File.Exists(inputs))
            return NpySource.Open(inputs, targets, model);
        return ImageFolder.Classes(folder).Length > 0
            ? ImageFolder.Open(folder, model, resize: false)
            : throw InputError.Configuration(
                $"'{folder}' holds no data: expected *images*idx3* with *labels*idx1*, *.bin, inputs.npy with labels.npy, or a subfolder of images a class. {BatchSource.Syntax}");
    }

    private static bool IsImages(string name)
    {
        int images = name.IndexOf("images", StringComparison.OrdinalIgnoreCase);
        return images >= 0 && name.IndexOf("idx3", images, StringComparison.OrdinalIgnoreCase) >= 0;
    }

    private static bool IsTraining(string path) => Path.GetFileName(path).Contains("train", StringComparison.OrdinalIgnoreCase);

    // One of the two files may be gzipped and the other not.
    private static string? LabelsBeside(string images)
    {
        string name = Path.GetFileName(images)
            .Replace("images", "labels", StringComparison.OrdinalIgnoreCase)
            .Replace("idx3", "idx1", StringComparison.OrdinalIgnoreCase);
        string plain = Path.Combine(
            Path.GetDirectoryName(images) ?? "", name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name);
        return new[] { plain, plain + ".gz" }.FirstOrDefault(File.Exists);
    }
}
