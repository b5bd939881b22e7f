using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace GradAlign.MSBuild.Tests;

public sealed class CollectInputsTests : IDisposable
{
    private static readonly DateTime Long = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly TemporaryFolder folder = new();
    private readonly string assembly;

    public CollectInputsTests()
    {
        assembly = folder.Write("project/M.dll", "1");
        Collect();
    }

    private string Inputs => folder["project/obj/inputs.txt"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Nothing_changed_leaves_the_list_alone() => Assert.False(IsRewritten(() => Collect()));

    [Fact]
    public void Changed_assembly_changes_the_list() => Assert.True(IsRewritten(() =>
    {
        File.WriteAllText(assembly, "12");
        Collect();
    }));

    [Fact]
    public void File_that_became_older_changes_the_list() => Assert.True(IsRewritten(() =>
    {
        File.SetLastWriteTimeUtc(assembly, Long);
        Collect();
    }));

    [Theory]
    [InlineData("gradalign.json")]
    [InlineData("project/gradalign.json")]
    [InlineData("project/gradalign.snapshots/Net.verified.json")]
    public void File_that_comes_and_goes_changes_the_list_each_time(string name)
    {
        Assert.True(IsRewritten(() =>
        {
            folder.Write(name, "{}");
            Collect();
        }));
        Assert.True(IsRewritten(() =>
        {
            File.Delete(folder[name]);
            Collect();
        }));
    }

    [Fact]
    public void What_the_gate_leaves_beside_a_snapshot_is_no_input()
    {
        folder.Write("project/gradalign.snapshots/Net.verified.json", "{}");
        Collect();

        Assert.False(IsRewritten(() =>
        {
            folder.Write("project/gradalign.snapshots/Net.received.json", "{}");
            Collect();
        }));
    }

    [Theory]
    [InlineData("../data")]
    [InlineData("idx:../data/images,../data/labels")]
    public void Changed_data_change_the_list(string data)
    {
        folder.Write("data/images", "1");
        folder.Write("data/labels", "1");
        Collect(task => task.Data = [new TaskItem(data)]);

        Assert.True(IsRewritten(() =>
        {
            folder.Write("data/labels", "12");
            Collect(task => task.Data = [new TaskItem(data)]);
        }));
    }

    [Fact]
    public void What_the_gate_read_is_an_input_from_then_on()
    {
        folder.Write("elsewhere/calibration", "1");
        folder.Write("project/obj/dependencies.txt", folder["elsewhere/calibration"] + "\n");
        Collect();

        Assert.True(IsRewritten(() =>
        {
            File.Delete(folder["elsewhere/calibration"]);
            Collect();
        }));
    }

    [Fact]
    public void Mode_of_the_snapshots_in_the_environment_is_an_input()
    {
        const string Variable = "GRADALIGN_SNAPSHOT_MODE";
        try
        {
            Environment.SetEnvironmentVariable(Variable, "accept");
            Assert.True(IsRewritten(() => Collect()));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }

    [Fact]
    public void What_a_run_read_makes_no_difference_to_the_build_after_it()
    {
        var data = folder.Write("elsewhere/data", "1");
        File.SetLastWriteTimeUtc(data, Long);
        folder.Write("project/obj/dependencies.txt", data + "\n");

        InputListing.Settle(Inputs, [data], DateTime.UtcNow);

        Assert.False(IsRewritten(() => Collect()));
    }

    [Fact]
    public void What_changed_while_the_gate_ran_makes_a_difference_to_the_build_after_it()
    {
        var data = folder.Write("elsewhere/data", "1");
        folder.Write("project/obj/dependencies.txt", data + "\n");

        InputListing.Settle(Inputs, [data], Long);

        Assert.True(IsRewritten(() => Collect()));
    }

    [Fact]
    public void Properties_are_written_escaped_and_without_the_empty_ones()
    {
        Collect(task => task.Properties = [Property("GradAlignData", "C:\\data;\n=x"), Property("GradAlignSeed", "")]);

        Assert.Equal("GradAlignData=C:\\\\data;\\n=x\n", File.ReadAllText(folder["project/obj/properties.txt"]));
    }

    [Fact]
    public void Changed_property_changes_the_list_and_keeps_the_scores()
    {
        var scores = folder.Write("project/obj/scores.json", "{}");

        Assert.True(IsRewritten(() => Collect(task => task.Properties = [Property("GradAlignMaxConflict", "0.5")])));
        Assert.True(File.Exists(scores));
    }

    [Fact]
    public void Changed_file_of_the_user_voids_the_scores()
    {
        var scores = folder.Write("project/obj/scores.json", "{}");
        folder.Write("weights.bin", "1");
        Collect(task => task.ExtraFiles = [new TaskItem(folder["weights.bin"])]);
        folder.Write("project/obj/scores.json", "{}");
        Collect(task => task.ExtraFiles = [new TaskItem(folder["weights.bin"])]);
        Assert.True(File.Exists(scores));

        folder.Write("weights.bin", "12");
        Collect(task => task.ExtraFiles = [new TaskItem(folder["weights.bin"])]);

        Assert.False(File.Exists(scores));
    }

    [Fact]
    public void Without_a_cache_scores_and_stamp_are_void()
    {
        var (scores, stamp) = (folder.Write("project/obj/scores.json", "{}"), folder.Write("project/obj/gate.stamp", ""));

        Collect(task => task.NoCache = true);

        Assert.False(File.Exists(scores) || File.Exists(stamp));
    }

    private static TaskItem Property(string name, string value) => new(name, new Dictionary<string, string> { ["Value"] = value });

    private bool IsRewritten(Action action)
    {
        File.SetLastWriteTimeUtc(Inputs, Long);
        action();
        return File.GetLastWriteTimeUtc(Inputs) != Long;
    }

    private void Collect(Action<CollectInputs>? change = null)
    {
        var task = new CollectInputs
        {
            BuildEngine = new FakeBuildEngine(),
            Project = folder["project/P.csproj"],
            Files = [new TaskItem(assembly)],
            DependenciesFile = folder["project/obj/dependencies.txt"],
            PropertiesFile = folder["project/obj/properties.txt"],
            InputsFile = Inputs,
            ScoresFile = folder["project/obj/scores.json"],
            StampFile = folder["project/obj/gate.stamp"],
        };
        change?.Invoke(task);
        Assert.True(task.Execute());
    }
}
