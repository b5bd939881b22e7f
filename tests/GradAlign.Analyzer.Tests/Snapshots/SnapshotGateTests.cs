using GradAlign.Analyzer.Snapshots;
using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Analyzer.Tests.Snapshots;

public sealed class SnapshotGateTests : IDisposable
{
    private static readonly SnapshotEnvironment Verify = new(SnapshotMode.Verify, IsCi: false);
    private static readonly SnapshotEnvironment VerifyInCi = new(SnapshotMode.Verify, IsCi: true);
    private static readonly SnapshotEnvironment Accept = new(SnapshotMode.Accept, IsCi: false);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gradalign-snapshots-");

    private string VerifiedPath => Path.Combine(folder.FullName, "gradalign.snapshots", "Net.verified.json");

    private string ReceivedPath => Path.Combine(folder.FullName, "gradalign.snapshots", "Net.received.json");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Missing_snapshot_warns_and_leaves_what_was_measured()
    {
        var result = SnapshotGate.Check(VerifiedPath, Snapshot.Of([0.5]), Verify);

        Assert.Equal(SnapshotState.Missing, result.State);
        var finding = Assert.Single(result.Findings);
        Assert.Equal((Rules.SnapshotMissing.Id, Severity.Warning), (finding.Id, finding.Severity));
        Assert.Equal(ReceivedPath, result.ReceivedPath);
        Assert.True(File.Exists(ReceivedPath));
    }

    [Fact]
    public void Missing_snapshot_in_CI_is_an_error_and_nothing_is_written()
    {
        var result = SnapshotGate.Check(VerifiedPath, Snapshot.Of([0.5]), VerifyInCi);

        Assert.Equal(Outcome.Inconclusive, result.Outcome);
        Assert.Equal(Severity.Error, Assert.Single(result.Findings).Severity);
        Assert.Empty(folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public void Received_file_that_is_renamed_is_a_snapshot_that_matches()
    {
        SnapshotGate.Check(VerifiedPath, Snapshot.Of([0.5]), Verify);
        File.Move(ReceivedPath, VerifiedPath);

        Assert.Equal(SnapshotState.Matched, SnapshotGate.Check(VerifiedPath, Snapshot.Of([0.5]), VerifyInCi).State);
    }

    [Fact]
    public void Accepted_score_matches_itself_and_a_match_removes_the_received_file()
    {
        SnapshotGate.Check(VerifiedPath, Snapshot.Of([0.5]), Verify);

        Assert.Equal(SnapshotState.Accepted, SnapshotGate.Check(VerifiedPath, Snapshot.Of([0.5]), Accept).State);
        Assert.False(File.Exists(ReceivedPath));
        SnapshotGate.Check(VerifiedPath, Snapshot.Of([0.9]), Verify);
        Assert.True(File.Exists(ReceivedPath));
        Assert.Equal(SnapshotState.Matched, SnapshotGate.Check(VerifiedPath, Snapshot.Of([0.5]), Verify).State);
        Assert.False(File.Exists(ReceivedPath));
    }

    [Fact]
    public void Accepting_in_CI_is_refused_and_nothing_is_written()
    {
        var result = SnapshotGate.Check(VerifiedPath, Snapshot.Of([0.5]), new(SnapshotMode.Accept, IsCi: true));

        Assert.Equal((SnapshotState.Refused, Outcome.Inconclusive), (result.State, result.Outcome));
        Assert.Equal(Rules.InvalidConfiguration.Id, Assert.Single(result.Findings).Id);
        Assert.Empty(folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public void Accepting_an_undefined_score_is_refused()
    {
        var result = SnapshotGate.Check(VerifiedPath, Snapshot.Of([double.NaN]), Accept);

        Assert.Equal((SnapshotState.Refused, Outcome.Inconclusive), (result.State, result.Outcome));
        Assert.False(File.Exists(VerifiedPath));
    }

    [Theory]
    [InlineData(0.9, Severity.Error, Outcome.Fail)]
    [InlineData(0.1, Severity.Info, Outcome.Pass)]
    public void Drift_is_found_with_its_severity_and_leaves_what_was_measured(double now, Severity severity, Outcome outcome)
    {
        SnapshotGate.Check(VerifiedPath, Snapshot.Of([0.5, 0.5]), Accept);

        var result = SnapshotGate.Check(VerifiedPath, Snapshot.Of([now, now]), Verify);

        Assert.Equal((SnapshotState.Drifted, outcome), (result.State, result.Outcome));
        var finding = Assert.Single(result.Findings);
        Assert.Equal((Rules.SnapshotDrift.Id, severity), (finding.Id, finding.Severity));
        Assert.True(File.Exists(ReceivedPath));
    }

    [Fact]
    public void Drift_within_the_noise_warns()
    {
        SnapshotGate.Check(VerifiedPath, Snapshot.Of([0.5, 0.5]), Accept);

        Assert.Equal(Severity.Warning, Assert.Single(SnapshotGate.Check(VerifiedPath, Snapshot.Of([0.3, 0.8]), Verify).Findings).Severity);
    }

    [Fact]
    public void Drift_in_CI_writes_nothing()
    {
        SnapshotGate.Check(VerifiedPath, Snapshot.Of([0.5]), Accept);

        var result = SnapshotGate.Check(VerifiedPath, Snapshot.Of([0.9]), VerifyInCi);

        Assert.Equal(Outcome.Fail, result.Outcome);
        Assert.Null(result.ReceivedPath);
        Assert.Equal([VerifiedPath], Directory.GetFiles(Path.GetDirectoryName(VerifiedPath)!));
    }

    [Fact]
    public void Other_options_are_inconclusive()
    {
        SnapshotGate.Check(VerifiedPath, Snapshot.Of([0.5]), Accept);

        var result = SnapshotGate.Check(VerifiedPath, Snapshot.Of([0.5], null, new() { Repeats = 1, BatchSize = 16 }), Verify);

        Assert.Equal((SnapshotState.NotComparable, Outcome.Inconclusive), (result.State, result.Outcome));
        Assert.Contains("batch size 64, now 16", Assert.Single(result.Findings).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<<<<<<< HEAD\n{}")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"format\": 99}")]
    [InlineData("{\"format\": 1, \"model\": \"Net\", \"model\": \"Net\"}")]
    public void Snapshot_that_cannot_be_read_is_inconclusive_and_names_the_file(string text)
    {
        SnapshotGate.Check(VerifiedPath, Snapshot.Of([0.5]), Accept);
        File.WriteAllText(VerifiedPath, text);

        var result = SnapshotGate.Check(VerifiedPath, Snapshot.Of([0.5]), VerifyInCi);

        Assert.Equal((SnapshotState.Unreadable, Outcome.Inconclusive), (result.State, result.Outcome));
        Assert.Contains(VerifiedPath, Assert.Single(result.Findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Snapshots_without_a_model_are_found()
    {
        SnapshotGate.Check(VerifiedPath, Snapshot.Of([0.5]), Accept);
        var snapshots = Path.GetDirectoryName(VerifiedPath)!;

        Assert.Empty(SnapshotOrphans.In(snapshots, ["Net"]));
        var finding = Assert.Single(SnapshotOrphans.In(snapshots, ["Other"]));
        Assert.Equal(Rules.SnapshotMissing.Id, finding.Id);
        Assert.Contains(VerifiedPath, finding.Message, StringComparison.Ordinal);
        Assert.Empty(SnapshotOrphans.In(Path.Combine(snapshots, "none"), ["Net"]));
    }
}
