using System.Reflection;
using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Hosting;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Inputs;

/// <summary>Chooses a model's data: the command line before the attribute's <c>Batch</c> method before synthetic samples.</summary>
public static class BatchSource
{
    internal const string Syntax =
        "Data are named as: synthetic; batch:TYPE (one with a static Batch method); idx:IMAGES,LABELS; npy:INPUTS,LABELS; cifar10:FILE; cifar100:FILE; folder:PATH (a subfolder of images a class; folder:PATH,resize fits them to the model); or the path of a folder or file with such data.";

    private const string Synthetic = "synthetic";
    private const string Batch = "batch:";
    private const string Idx = "idx:";
    private const string Npy = "npy:";
    private const string Folder = "folder:";
    private const string Resize = ",resize";

    /// <summary>Opens the data of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">
    /// Data set as <c>--data</c> names it: <c>synthetic</c>, <c>batch:TYPE</c>, <c>idx:IMAGES,LABELS</c>, <c>npy:INPUTS,LABELS</c>, <c>cifar10:FILE</c>,
    /// <c>cifar100:FILE</c>, <c>folder:PATH</c>, <c>folder:PATH,resize</c>, or the path of a folder or a file; relative paths start at the current directory. Null: as the attribute says.
    /// </param>
    /// <param name="userAssembly">Assembly in which the attribute's data type is looked up; null where there is none.</param>
    /// <exception cref="Verdicts.ScoringException">The data cannot be opened (GA0006), or the user's type has no fitting method (GA0006).</exception>
    public static IBatchSource Open(ModelCase model, string? data, Assembly? userAssembly)
    {
        if (data is not null)
            return data.StartsWith(Batch, StringComparison.Ordinal) ? OpenType(model, data[Batch.Length..].Trim(), userAssembly) : OpenNamed(model, data);
        if (model.BatchCode is { } code)
            return UserBatchSource.Of(model.Name, NamelessCode.Resolve(code));
        return model.DataType is null ? SyntheticSource.For(model) : OpenType(model, model.DataType, userAssembly);
    }

    private static UserBatchSource OpenType(ModelCase model, string type, Assembly? userAssembly) => userAssembly is null
        ? throw InputError.Configuration(
            $"The model {model.Name} takes its data from {type}, but no assembly was given to look it up in. Name the data instead. {Syntax}")
        : UserBatchSource.Open(type, userAssembly);

    private static IBatchSource OpenNamed(ModelCase model, string data)
    {
        if (data == Synthetic)
            return SyntheticSource.For(model);
        if (string.IsNullOrWhiteSpace(data))
            throw InputError.Configuration($"The name of the data is empty. {Syntax}");
        if (data.StartsWith(Idx, StringComparison.Ordinal))
        {
            var (images, labels) = TwoFiles(data, Idx);
            return IdxSource.Open(images, labels);
        }

        if (data.StartsWith(Npy, StringComparison.Ordinal))
        {
            var (inputs, labels) = TwoFiles(data, Npy);
            return NpySource.Open(inputs, labels, model);
        }

        if (data.StartsWith(Folder, StringComparison.Ordinal))
        {
            bool resize = data.EndsWith(Resize, StringComparison.Ordinal);
            return ImageFolder.Open(data[Folder.Length..^(resize ? Resize.Length : 0)].Trim(), model, resize);
        }

        foreach (var format in new[] { CifarFormat.Cifar100, CifarFormat.Cifar10 })
        {
            if (data.StartsWith(format.Kind + ":", StringComparison.Ordinal))
                return CifarSource.Open([data[(format.Kind.Length + 1)..]], format);
        }

        return DataPath.Open(data, model);
    }

    private static (string First, string Second) TwoFiles(string data, string prefix) =>
        data[prefix.Length..].Split(',', StringSplitOptions.TrimEntries) is [{ Length: > 0 } first, { Length: > 0 } second]
            ? (first, second)
            : throw InputError.Configuration($"'{data}' should name two files with one comma between them. {Syntax}");
}
