using GradAlign.Analyzer.Verdicts;

namespace GradAlign.Cli.Tests.Gate;

public sealed class GateSnapshotsTests(GatedProject gated) : IClassFixture<GatedProject>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Findings => folder.At("findings");

    private string Snapshot => folder.At("gradalign.snapshots", "Sound.verified.json");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Nothing_is_said_of_snapshots_where_no_folder_and_no_mode_is_there()
    {
        Assert.Equal(ExitCode.Pass, (await Gate([("GRADALIGN_SNAPSHOT_MODE", "accept")])).Code);
        Assert.DoesNotContain(ReplayedFindings.Read(Findings).Findings, f => f.Id.StartsWith("GA100", StringComparison.Ordinal));
        Assert.False(Directory.Exists(folder.At("gradalign.snapshots")));
    }

    [Fact]
    public async Task Accepted_score_matches_and_is_an_input()
    {
        Assert.Equal(ExitCode.Pass, (await Gate([], "--snapshot-mode", "accept")).Code);
        Assert.True(File.Exists(Snapshot));
        Assert.Equal(ExitCode.Pass, (await Gate([], "--inputs", folder.At("inputs"))).Code);
        Assert.DoesNotContain(ReplayedFindings.Read(Findings).Findings, f => f.Id is "GA1005" or "GA1006");
        Assert.Equal([folder.At("gradalign.snapshots"), Snapshot], (await File.ReadAllTextAsync(folder.At("inputs"))).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Worse_score_drifts_and_a_better_one_is_told()
    {
        await Gate([], "--snapshot-mode", "accept");
        await Replace("\"collapse\": [", "\"collapse\": [0, 0, 0], \"was\": [");
        Assert.Equal(ExitCode.Drift, (await Gate([])).Code);
        Assert.Equal([Rules.SnapshotDrift.Id], ReplayedFindings.Read(Findings).Errors);
        await Gate([], "--snapshot-mode", "accept");
        await Replace("\"collapse\": [", "\"collapse\": [0.9, 0.9, 0.9], \"was\": [");
        Assert.Equal(ExitCode.Pass, (await Gate([])).Code);
        Assert.Contains(ReplayedFindings.Read(Findings).Findings, f => f is { Id: "GA1005", Severity: "info" });
    }

    [Fact]
    public async Task Other_options_than_the_snapshots_are_inconclusive_until_that_is_relaxed()
    {
        await Gate([], "--snapshot-mode", "accept");
        Assert.Equal(ExitCode.Inconclusive, (await Gate([], "--seed", "9")).Code);
        Assert.Equal("inconclusive", ReplayedFindings.Read(Findings).Outcome);
        Assert.Equal(ExitCode.Pass, (await Gate([], "--seed", "9", "--inconclusive", "warn")).Code);
    }

    [Fact]
    public async Task Missing_snapshot_warns_and_is_an_error_in_CI()
    {
        Directory.CreateDirectory(folder.At("gradalign.snapshots"));
        Assert.Equal(ExitCode.Pass, (await Gate([])).Code);
        Assert.Contains(ReplayedFindings.Read(Findings).Findings, f => f is { Id: "GA1006", Severity: "warning" });
        Assert.Equal(ExitCode.Inconclusive, (await Gate([("CI", "true")], "--inconclusive", "warn")).Code);
        Assert.Equal([Rules.SnapshotMissing.Id], ReplayedFindings.Read(Findings).Errors);
    }

    [Fact]
    public async Task Snapshot_without_a_model_warns_and_one_of_a_model_that_was_not_chosen_does_not()
    {
        await Gate([], "--snapshot-mode", "accept");
        File.Copy(Snapshot, folder.At("gradalign.snapshots", "Gone.verified.json"));
        File.Copy(Snapshot, folder.At("gradalign.snapshots", "Strict.verified.json"));
        Assert.Equal(ExitCode.Pass, (await Gate([])).Code);
        var orphan = Assert.Single(ReplayedFindings.Read(Findings).Findings, f => f.Id == Rules.SnapshotMissing.Id);
        Assert.Contains("Gone.verified.json", orphan.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accepting_is_refused_in_CI_before_anything_is_scored()
    {
        var (code, _, errors) = await Gate([("CI", "1")], "--snapshot-mode", "accept");
        Assert.Equal(ExitCode.BadArguments, code);
        Assert.Equal([Rules.InvalidConfiguration.Id], ReplayedFindings.Read(Findings).Errors);
        Assert.DoesNotContain("scored", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Snapshot));
    }

    [Fact]
    public async Task Mode_of_the_property_comes_before_that_of_the_environment()
    {
        var properties = folder.Write("properties", "GradAlignSnapshotMode=verify\n");
        Assert.Equal(ExitCode.Pass, (await Gate([("GRADALIGN_SNAPSHOT_MODE", "accept")], "--properties", properties)).Code);
        Assert.False(File.Exists(Snapshot));
        Assert.Contains(ReplayedFindings.Read(Findings).Findings, f => f is { Id: "GA1006", Severity: "warning" });
        Directory.CreateDirectory(folder.At("gradalign.snapshots"));
        Assert.Equal(ExitCode.Pass, (await Gate([("GRADALIGN_SNAPSHOT_MODE", "accept")])).Code);
        Assert.True(File.Exists(Snapshot));
    }

    [Fact]
    public async Task Snapshot_that_cannot_be_read_is_an_error()
    {
        folder.Write("gradalign.snapshots/Sound.verified.json", "<<<<<<< HEAD");
        Assert.Equal(ExitCode.BadArguments, (await Gate([], "--inconclusive", "warn")).Code);
        Assert.Equal([Rules.InvalidConfiguration.Id], ReplayedFindings.Read(Findings).Errors);
    }

    private async Task Replace(string old, string replacement)
    {
        var text = await File.ReadAllTextAsync(Snapshot);
        Assert.Contains(old, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Snapshot, text.Replace(old, replacement, StringComparison.Ordinal));
    }

    private Task<(int Code, string Output, string Errors)> Gate((string Name, string Value)[] environment, params string[] arguments) => GradAlignProcess.RunAsync(
        environment,
        ["gate", gated.Assembly, "--project", GatedProject.ProjectIn(folder.Root), "--findings", Findings, "--kept-scores", gated.Scores, "--model", "Sound", .. arguments]);
}
