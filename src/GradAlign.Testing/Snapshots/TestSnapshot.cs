using System.Collections;
using System.Globalization;
using GradAlign.Analyzer.Snapshots;

namespace GradAlign.Testing.Snapshots;

/// <summary>Where the snapshot of a test is: <c>Class.Method_parameter=value.verified.json</c> beside the test's source.</summary>
internal static class TestSnapshot
{
    /// <exception cref="FileNotFoundException">The source of the test is not on this machine.</exception>
    public static string PathOf(string sourceFile, string member, object? parameters)
    {
        var source = SourcePath.OnThisMachine(sourceFile);
        var name = $"{Path.GetFileNameWithoutExtension(source)}.{member}{Parameters(parameters)}";
        return Path.Combine(Path.GetDirectoryName(source)!, SnapshotFile.SafeName(name) + SnapshotFile.VerifiedEnding);
    }

    // As in Verify: _name=value for each; sequences with their elements.
    private static string Parameters(object? parameters) => parameters is null
        ? ""
        : string.Concat(parameters.GetType().GetProperties().OrderBy(p => p.MetadataToken).Select(p => $"_{p.Name}={Text(p.GetValue(parameters))}"));

    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => text,
        bool flag => flag ? "True" : "False",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable items => $"[{string.Join(",", items.Cast<object?>().Select(Text))}]",
        _ => value.ToString() ?? "null",
    };
}
