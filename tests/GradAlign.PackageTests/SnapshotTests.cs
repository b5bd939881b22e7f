namespace GradAlign.PackageTests;

public sealed class SnapshotTests
{
    [Fact]
    public void Scores_are_held_against_the_snapshots_that_a_build_accepted()
    {
        var project = UserProject.Create("Snapshots", Sources.Sound);
        var accepted = project.Build("-p:GradAlignSnapshotMode=accept");
        var snapshot = Directory.GetFiles(Path.Combine(project.Folder, "gradalign.snapshots")).Single();
        var same = project.Build("--no-restore");
        project.Write("Models.cs", Sources.Sound.Replace("ReLU()", "Sigmoid()", StringComparison.Ordinal));
        var drifted = project.Build("--no-restore");
        var driftedAgain = project.Build("--no-restore");
        File.Delete(snapshot);
        var without = project.Build("--no-restore");

        Assert.True(accepted.Succeeded, accepted.Output);
        Assert.Equal((true, ""), (same.Succeeded, string.Join(" ", same.WarningIds)));
        Assert.Equal(["GA1005"], drifted.ErrorIds.Concat(drifted.WarningIds));
        Assert.Equal((drifted.Succeeded, 0), (driftedAgain.Succeeded, driftedAgain.GateRuns));
        Assert.Equal(["GA1006"], without.WarningIds);
    }
}
