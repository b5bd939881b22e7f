using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Snapshots;

/// <summary>Brings a score together with its snapshot file: verifies or accepts. Where the file is, is the caller's to say.</summary>
public static class SnapshotGate
{
    /// <summary>Verifies a score, or accepts it. A drift leaves a <c>.received.json</c> beside the snapshot, a match removes it; in CI nothing is written.</summary>
    /// <param name="verifiedPath">Path of the snapshot, ending with <c>.verified.json</c>.</param>
    /// <param name="measured">The score measured now.</param>
    /// <param name="environment">Mode, and whether this is CI.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static SnapshotResult Check(string verifiedPath, ScoreSnapshot measured, SnapshotEnvironment environment) =>
        environment.Mode == SnapshotMode.Accept ? Accept(verifiedPath, measured, environment) : Verify(verifiedPath, measured, environment);

    private static SnapshotResult Accept(string verifiedPath, ScoreSnapshot measured, SnapshotEnvironment environment)
    {
        if (environment.IsCi)
        {
            return new(SnapshotState.Refused, Outcome.Inconclusive, [Rules.InvalidConfiguration.Finding(
                $"The snapshot mode is accept while {SnapshotEnvironment.CiVariable} is set: a CI run that accepts what it measures checks nothing. Accept on your machine and commit the snapshot.")]);
        }

        if (!measured.IsDefined)
        {
            return new(SnapshotState.Refused, Outcome.Inconclusive, [Rules.SnapshotDrift.Finding(
                $"The score of {measured.Model} is undefined and cannot be accepted as its snapshot. Make it defined first; the other findings say why it is not.")]);
        }

        SnapshotFile.Write(verifiedPath, measured);
        File.Delete(SnapshotFile.ReceivedPath(verifiedPath));
        return new(SnapshotState.Accepted, Outcome.Pass, [Rules.SnapshotDrift.Finding(Severity.Info, $"The score of {measured.Model} was accepted as its snapshot, {verifiedPath}.")]);
    }

    private static SnapshotResult Verify(string verifiedPath, ScoreSnapshot measured, SnapshotEnvironment environment)
    {
        if (!File.Exists(verifiedPath))
        {
            return new(SnapshotState.Missing, environment.IsCi ? Outcome.Inconclusive : Outcome.Pass,
                [SnapshotFindings.Missing(verifiedPath, measured.Model, environment.IsCi)], null, Receive());
        }

        try
        {
            var comparison = SnapshotComparer.Compare(SnapshotFile.Read(verifiedPath), measured);
            var findings = SnapshotFindings.Of(comparison, verifiedPath, measured.Model).ToArray();
            if (!comparison.IsMatch)
                return new(comparison.Outcome == Outcome.Inconclusive ? SnapshotState.NotComparable : SnapshotState.Drifted, comparison.Outcome, findings, comparison, Receive());
            if (!environment.IsCi) File.Delete(SnapshotFile.ReceivedPath(verifiedPath));
            return new(SnapshotState.Matched, Outcome.Pass, findings, comparison);
        }
        catch (ScoringException e)
        {
            return new(SnapshotState.Unreadable, Outcome.Inconclusive, [e.Finding], null, Receive());
        }

        string? Receive()
        {
            // What is undefined is nothing to accept, and a CI machine keeps no file that anybody would see.
            if (environment.IsCi || !measured.IsDefined) return null;
            var path = SnapshotFile.ReceivedPath(verifiedPath);
            SnapshotFile.Write(path, measured);
            return path;
        }
    }
}
