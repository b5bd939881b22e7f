using System.Reflection;
using System.Runtime.CompilerServices;
using GradAlign.Analyzer.Snapshots;
using GradAlign.Analyzer.Verdicts;
using GradAlign.Testing.Snapshots;

namespace GradAlign.Testing;

/// <summary>Checks the snapshots of a test project.</summary>
public static class SnapshotCheck
{
    /// <summary>
    /// Finds score snapshots that no test owns: no class of the assembly with the file's first name has a method with its second, or a test of
    /// <c>[ScoredModels]</c> has no such model any more. Files of other libraries are left alone. Use: <c>Assert.Empty(SnapshotCheck.FindOrphans(GetType()))</c>.
    /// </summary>
    /// <param name="test">A test class of the project.</param>
    /// <param name="folder">Folder to search, with those in it; null: that of the calling source file.</param>
    /// <param name="sourceFile">Filled in by the compiler.</param>
    /// <returns>Paths of the snapshots, in order.</returns>
    /// <exception cref="FileNotFoundException">The source of the test is not on this machine.</exception>
    public static IReadOnlyList<string> FindOrphans(Type test, string? folder = null, [CallerFilePath] string sourceFile = "")
    {
        ArgumentNullException.ThrowIfNull(test);
        folder ??= Path.GetDirectoryName(SourcePath.OnThisMachine(sourceFile))!;
        var owners = test.Assembly.GetTypes().ToLookup(t => t.Name, StringComparer.Ordinal);
        return
        [
            .. Directory.EnumerateFiles(folder, "*" + SnapshotFile.VerifiedEnding, SearchOption.AllDirectories)
                .Where(f => !IsBuildOutput(Path.GetRelativePath(folder, f)) && IsScoreSnapshot(f) && !IsOwned(Path.GetFileName(f)[..^SnapshotFile.VerifiedEnding.Length], owners))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static bool IsOwned(string name, ILookup<string, Type> owners)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0) return false;
        var test = name[(dot + 1)..];
        return owners[name[..dot]]
            .SelectMany(t => t.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Any(m => test == m.Name || (test.StartsWith(m.Name + "_", StringComparison.Ordinal) && HasParameters(test[m.Name.Length..], m)));
    }

    // _model=ResNet20 of a method with that parameter; its value is checked where the test itself says which there are.
    private static bool HasParameters(string text, MethodInfo method)
    {
        string[] names = [.. method.GetParameters().Select(p => $"_{p.Name}=")];
        if (names.FirstOrDefault(n => text.StartsWith(n, StringComparison.Ordinal)) is not { } first) return false;
        var models = method.GetCustomAttributes().OfType<IScoredModelSource>().ToArray();
        return models.Length == 0 || models.SelectMany(a => a.Ids(method)).Any(id => IsFollowedByParameter(first + SnapshotFile.SafeName(id)));

        bool IsFollowedByParameter(string start) =>
            text.StartsWith(start, StringComparison.Ordinal)
            && (text.Length == start.Length || names.Any(n => text[start.Length..].StartsWith(n, StringComparison.Ordinal)));
    }

    private static bool IsScoreSnapshot(string path)
    {
        try
        {
            return SnapshotFile.Read(path).Scores.Count > 0;
        }
        catch (ScoringException)
        {
            return false;
        }
    }

    private static bool IsBuildOutput(string relative) => relative.Split(Path.DirectorySeparatorChar) is [var first, _, ..] && first is "bin" or "obj";
}
