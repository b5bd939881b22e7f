using System.Text.RegularExpressions;

namespace GradAlign.Cli.Configuration;

/// <summary>The paths within the name of a data set: <c>idx:IMAGES,LABELS</c>, <c>cifar10:FILE</c>, or a path alone.</summary>
internal static partial class DataReference
{
    private const string Synthetic = "synthetic";
    private const string Batch = "batch:";

    /// <summary>The same data set, its relative paths starting at a folder: what a file says is meant beside that file.</summary>
    public static string Rooted(string data, string folder)
    {
        if (IsWithoutPaths(data)) return data;
        var scheme = Scheme().Match(data).Value;
        var paths = scheme.Length == 0 ? [data] : data[scheme.Length..].Split(',', StringSplitOptions.TrimEntries);
        return scheme + string.Join(',', paths.Select(p => p.Length == 0 ? p : Path.GetFullPath(p, folder)));
    }

    /// <summary>The files and folders that are named.</summary>
    public static IEnumerable<string> Paths(string data)
    {
        if (IsWithoutPaths(data)) return [];
        var scheme = Scheme().Match(data).Value;
        return scheme.Length == 0 ? [data] : data[scheme.Length..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool IsWithoutPaths(string data) => data == Synthetic || data.StartsWith(Batch, StringComparison.Ordinal);

    // Two letters at least: C:\ is a drive.
    [GeneratedRegex("^[a-z][a-z0-9-]+:")]
    private static partial Regex Scheme();
}
