using System.Runtime.CompilerServices;
using GradAlign.Analyzer.Snapshots;
using GradAlign.Testing.Snapshots;

namespace GradAlign.Testing.Tests;

public sealed class TestSnapshotTests
{
    private static string Here([CallerFilePath] string file = "") => file;

    [Fact]
    public void Snapshot_is_beside_the_source_and_called_as_class_and_method() =>
        Assert.Equal(
            Path.Combine(Path.GetDirectoryName(Here())!, "TestSnapshotTests.A_test.verified.json"),
            TestSnapshot.PathOf(Here(), "A_test", null));

    [Fact]
    public void Parameters_are_part_of_the_name_as_in_Verify() =>
        Assert.Equal(
            "TestSnapshotTests.A_test_model=Nets.Small_width=1.5_flags=[True,null].verified.json",
            Path.GetFileName(TestSnapshot.PathOf(Here(), "A_test", new { model = "Nets.Small", width = 1.5, flags = new object?[] { true, null } })));

    [Fact]
    public void Parameter_cannot_leave_the_folder() =>
        Assert.Equal(Path.GetDirectoryName(Here()), Path.GetDirectoryName(TestSnapshot.PathOf(Here(), "A_test", new { model = "../../etc" })));

    [Theory]
    [InlineData("/_/tests/GradAlign.Testing.Tests/TestSnapshotTests.cs")]
    [InlineData("/_1/tests/GradAlign.Testing.Tests/TestSnapshotTests.cs")]
    [InlineData("/agent/work/7/s/tests/GradAlign.Testing.Tests/TestSnapshotTests.cs")]
    [InlineData("D:\\a\\gradalign\\tests\\GradAlign.Testing.Tests\\TestSnapshotTests.cs")]
    [InlineData("./tests/GradAlign.Testing.Tests/TestSnapshotTests.cs")]
    public void Mapped_source_is_found_below_a_folder_above_the_output(string recorded) =>
        Assert.Equal(Here(), SourcePath.Find(recorded, AppContext.BaseDirectory, root: null));

    [Fact]
    public void Mapped_source_is_found_below_the_root_where_the_output_is_elsewhere() =>
        Assert.Equal(Here(), SourcePath.Find("/_/tests/GradAlign.Testing.Tests/TestSnapshotTests.cs", Path.GetTempPath(), RepositoryRoot.Path));

    [Fact]
    public void Source_that_is_not_here_is_an_error_that_names_the_variable() =>
        Assert.Contains(SourcePath.RootVariable, Assert.Throws<FileNotFoundException>(() => SourcePath.Find("/_/no/Where.cs", AppContext.BaseDirectory, null)).Message, StringComparison.Ordinal);

    [Fact]
    public void Snapshots_of_this_project_are_owned() => Assert.Empty(SnapshotCheck.FindOrphans(GetType()));

    [Fact]
    public void Snapshots_that_no_test_owns_are_found_and_other_files_left_alone()
    {
        var folder = Directory.CreateTempSubdirectory("gradalign-orphans-");
        try
        {
            var snapshot = File.ReadAllBytes(SnapshotTests.SnapshotOfSmall);
            string[] owned = ["SnapshotTests.Small_model_matches_its_snapshot", "ScoredModelIdsTests.Theory_gets_each_model_model=Own"];
            string[] orphans = ["Gone.Small_model_matches_its_snapshot", "NoDot", "ScoredModelIdsTests.Theory_gets_each_model_model=Owner", "ScoredModelIdsTests.Theory_gets_each_model_other=Own", "SnapshotTests.Gone"];
            foreach (var name in owned.Concat(orphans)) File.WriteAllBytes(Path.Combine(folder.FullName, name + SnapshotFile.VerifiedEnding), snapshot);
            File.WriteAllText(Path.Combine(folder.FullName, "Gone.Other.verified.json"), "{ \"of\": \"another library\" }");

            var found = SnapshotCheck.FindOrphans(GetType(), folder.FullName);

            Assert.Equal(orphans, found.Select(f => Path.GetFileName(f)[..^SnapshotFile.VerifiedEnding.Length]));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
