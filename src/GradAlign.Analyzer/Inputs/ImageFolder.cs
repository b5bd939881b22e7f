using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GradAlign.Analyzer.Discovery;

namespace GradAlign.Analyzer.Inputs;

/// <summary>A folder with a subfolder of PNG and JPEG images a class; the classes are numbered by their names in ordinal order.</summary>
internal static class ImageFolder
{
    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg"];

    /// <summary>Subfolders that hold classes, in ordinal order; hidden ones hold none.</summary>
    public static string[] Classes(string folder) =>
        [.. Directory.GetDirectories(folder).Where(path => !Path.GetFileName(path).StartsWith('.')).Order(StringComparer.Ordinal)];

    /// <summary>Lists the images; each is read only when it is drawn.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="model">The model, whose input is [1 or 3, height, width].</param>
    /// <param name="resize">Whether images of another size are fitted to the model; otherwise they are refused when drawn.</param>
    /// <exception cref="Verdicts.ScoringException">GA0006: no such folder, or no images in it, or more classes than the model has; GA0005: the model takes no images.</exception>
    public static IBatchSource Open(string folder, ModelCase model, bool resize)
    {
        if (model.Vocabulary > 0 || model.InputShape is not [1 or 3, > 0 and <= short.MaxValue, > 0 and <= short.MaxValue])
            throw InputError.Shape($"A folder of images gives inputs of [3, height, width] or, in grey, [1, height, width]; the input of {model.Name} is [{string.Join(", ", model.InputShape)}]{(model.Vocabulary > 0 ? " of tokens" : "")}.");
        var files = Files(folder, model);
        var (channels, height, width) = ((int)model.InputShape[0], (int)model.InputShape[1], (int)model.InputShape[2]);
        string?[] preparation = [resize ? string.Create(CultureInfo.InvariantCulture, $"resized to {width}×{height}") : null, channels == 1 ? "turned to grey" : null];
        return new ImageSource(new ImageSet(
            "folder",
            Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            channels,
            height,
            width,
            index => ImageFile.Read(files[index].Path, channels, height, width, resize),
            [.. files.Select(file => file.Label)],
            Fingerprint(folder, files))
        {
            Preparation = preparation.Any(p => p is not null) ? string.Join(", ", preparation.OfType<string>()) : null,
        });
    }

    private static (string Path, int Label)[] Files(string folder, ModelCase model)
    {
        if (!Directory.Exists(folder))
            throw InputError.Configuration($"There is no folder '{Path.GetFullPath(folder.Length > 0 ? folder : ".")}'. Relative paths start at the current directory. {BatchSource.Syntax}");
        try
        {
            string[] classes = Classes(folder);
            if (classes.Length == 0)
                throw InputError.Configuration($"'{folder}' has no subfolders: a folder of images has a subfolder a class.");
            if (model.Classes > 0 && classes.Length > model.Classes)
                throw InputError.Configuration(FormattableString.Invariant($"'{folder}' has {classes.Length} subfolders, each a class, and {model.Name} has Classes = {model.Classes}. They should agree."));
            var images = classes.Select(path => Directory.GetFiles(path)
                .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal).ToArray()).ToArray();
            if (Array.FindIndex(images, found => found.Length == 0) is >= 0 and var empty)
                throw InputError.Configuration($"'{classes[empty]}' holds no image (*.png, *.jpg, *.jpeg). Every subfolder is a class; move away what is none.");
            return [.. images.SelectMany((found, label) => found.Select(path => (path, label)))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw InputError.Configuration($"The folder '{folder}' cannot be read: {exception.Message}", exception);
        }
    }

    // Not of the contents: a folder can hold a million images, of which a batch reads 64.
    private static string Fingerprint(string folder, IEnumerable<(string Path, int Label)> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, _) in files)
        {
            string name = Path.GetRelativePath(folder, path).Replace('\\', '/');
            hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{name} {new FileInfo(path).Length}\n")));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
