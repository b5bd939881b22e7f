using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Snapshots;

/// <summary>A comparison as findings: one of each severity.</summary>
internal static class SnapshotFindings
{
    public static Finding Missing(string verifiedPath, string model, bool isCi) => Rules.SnapshotMissing.Finding(isCi ? Severity.Error : Severity.Warning,
        $"{model} has no snapshot ({verifiedPath}), so a drift of its score cannot be seen. Accept the score with {SnapshotEnvironment.ModeVariable}=accept, outside CI, and commit the file.");

    public static IEnumerable<Finding> Of(SnapshotComparison comparison, string verifiedPath, string model)
    {
        var file = Path.GetFileName(verifiedPath);
        if (comparison.Obstacles.Count > 0)
        {
            yield return Rules.SnapshotDrift.Finding(
                $"The score of {model} cannot be compared with its snapshot {file}: {string.Join("; ", comparison.Obstacles)}. Score as the snapshot was scored, or accept the score anew.");
            yield break;
        }

        var notes = comparison.Notes.Count == 0 ? "" : $" Different too: {string.Join("; ", comparison.Notes)}.";
        if (Drifts(DriftKind.StateChanged) is { } changed)
            yield return Rules.SnapshotDrift.Finding($"A score of {model} has a value on one side of its snapshot {file} only: {changed}.{notes} Accept the score if that is meant.");
        if (Drifts(DriftKind.Worse) is { } worse)
            yield return Rules.SnapshotDrift.Finding($"The score of {model} is worse than its snapshot {file}, beyond the noise of the seeds: {worse}.{notes} Undo the change, or accept the score if it is meant.");
        if (Drifts(DriftKind.WorseWithinNoise) is { } near)
            yield return Rules.SnapshotDrift.Finding(Severity.Warning, $"The score of {model} is worse than its snapshot {file}, within the noise of the seeds: {near}.{notes} More repeats would tell; accept the score if the change is meant.");
        if (Drifts(DriftKind.Better) is { } better)
            yield return Rules.SnapshotDrift.Finding(Severity.Info, $"The score of {model} is better than its snapshot {file}: {better}.{notes} Accept the score, so that it is held to this.");
        if (Drifts(DriftKind.Neutral) is { } neutral)
            yield return Rules.SnapshotDrift.Finding(Severity.Info, $"The score of {model} differs from its snapshot {file} where neither side is better: {neutral}.{notes}");

        string? Drifts(DriftKind kind) => comparison.Drifts.Where(d => d.Kind == kind).ToArray() is { Length: > 0 } drifts ? string.Join(", ", drifts.Select(d => d.ToString())) : null;
    }
}
