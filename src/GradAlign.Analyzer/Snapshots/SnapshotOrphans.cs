using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Snapshots;

/// <summary>Finds snapshots without a model: nothing verifies them any more.</summary>
public static class SnapshotOrphans
{
    /// <summary>The snapshots of one folder that belong to none of the names, GA1006 each, in order of their paths.</summary>
    /// <param name="folder">Folder with <c>*.verified.json</c>; one that is not there has none.</param>
    /// <param name="owners">Names of models or tests, as <see cref="SnapshotFile.SafeName"/> makes them.</param>
    public static IReadOnlyList<Finding> In(string folder, IEnumerable<string> owners)
    {
        if (!Directory.Exists(folder)) return [];
        var names = owners.Select(o => SnapshotFile.SafeName(o) + SnapshotFile.VerifiedEnding).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Directory.EnumerateFiles(folder, "*" + SnapshotFile.VerifiedEnding)
                .Where(f => !names.Contains(Path.GetFileName(f)))
                .Order(StringComparer.Ordinal)
                .Select(f => Rules.SnapshotMissing.Finding($"The snapshot {f} has no model: it was renamed or removed, and nothing verifies the file. Delete or rename it.")),
        ];
    }
}
