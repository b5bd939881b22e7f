using System.Runtime.CompilerServices;
using GradAlign.Analyzer.Snapshots;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Testing.Tests;

/// <summary>Snapshots of tests; the modes and CI are tested where the gate is.</summary>
public sealed class SnapshotTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gradalign-snapshots-");

    public static string SnapshotOfSmall { get; } = Path.Combine(Path.GetDirectoryName(Here())!, "SnapshotTests.Small_model_matches_its_snapshot.verified.json");

    private string Source => Path.Combine(folder.FullName, "DemoTests.cs");

    private string Verified => Path.Combine(folder.FullName, "DemoTests.A_test.verified.json");

    private string Received => Path.Combine(folder.FullName, "DemoTests.A_test.received.json");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Small_model_matches_its_snapshot() =>
        ArchitectureAssert.That(() => Net.Small(), Net.Batch, s => s.HasConflictBelow(0.9).MatchesSnapshot());

    [Fact]
    public async Task Snapshot_is_missing_then_accepted_then_verified()
    {
        await File.WriteAllTextAsync(Source, "");
        var score = await ArchitectureAssert.ScoreAsync(() => Net.Small(), Net.Batch);

        var missing = Assert.Throws<ArchitectureAssertException>(() => Check(score)).Failure;
        Assert.Equal((Outcome.Inconclusive, "missing"), (missing.Conditions[^1].Outcome, missing.Conditions[^1].Actual));
        Assert.Equal(Rules.SnapshotMissing.Id, Assert.Single(missing.Findings).Id);

        // As a person accepts. In CI nothing is written, so there is nothing to rename.
        SnapshotFile.Write(Verified, ScoreSnapshot.Of(score.Report, score.Options));
        Check(score);
        Assert.False(File.Exists(Received));

        var drifted = Assert.Throws<ArchitectureAssertException>(() => Check(Worse(score))).Failure;
        Assert.Equal("snapshot", drifted.Conditions[^1].Name);
        Assert.Contains("effective_rank", drifted.Conditions[^1].Actual, StringComparison.Ordinal);
        Assert.Equal(Rules.SnapshotDrift.Id, drifted.Findings[0].Id);
        Assert.Equal(SnapshotEnvironment.Current().IsCi ? null : Received, drifted.Received);

        var other = Assert.Throws<ArchitectureAssertException>(() => Check(score with { Options = score.Options with { BatchSize = 32 } })).Failure;
        Assert.Equal(Outcome.Inconclusive, other.Conditions[^1].Outcome);
    }

    [Fact]
    public async Task Better_score_passes()
    {
        await File.WriteAllTextAsync(Source, "");
        var score = await ArchitectureAssert.ScoreAsync(() => Net.Small(), Net.Batch);
        var worse = Worse(score);
        SnapshotFile.Write(Verified, ScoreSnapshot.Of(worse.Report, worse.Options));

        Check(score);
    }

    private void Check(ArchitectureScore score) => ArchitectureAssert.That(score).MatchesSnapshot(null, Source, "A_test");

    private static ArchitectureScore Worse(ArchitectureScore score) => score with
    {
        Report = score.Report with
        {
            Scores = [.. score.Report.Scores.Select(s => s.Key == "effective_rank" ? s with { Mean = s.Mean - 1, Values = [.. s.Values.Select(v => v - 1)] } : s)],
        },
    };

    private static string Here([CallerFilePath] string file = "") => file;
}
