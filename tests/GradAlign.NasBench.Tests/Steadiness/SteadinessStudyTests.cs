using GradAlign.Analyzer;
using GradAlign.NasBench.Spaces;
using GradAlign.NasBench.Steadiness;
using GradAlign.NasBench.Studies;
using GradAlign.NasBench.Tests.Spaces;

namespace GradAlign.NasBench.Tests.Steadiness;

public sealed class SteadinessStudyTests : IDisposable
{
    private static readonly string[] Names = ["reference", "seed-1", "seed-2", "kaiming", "xavier", "n-4", "n-16", "images", "frozen"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gradalign-steadiness-");

    public SteadinessStudyTests()
    {
        File.WriteAllText(At("cells.csv"), $"arch\n{Cells.Arch}\n|nor_conv_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|skip_connect~0|nor_conv_3x3~1|none~2|\n");
        File.WriteAllBytes(At("images.bin"), Images());
    }

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Every_condition_but_the_reference_scores_otherwise_than_the_reference()
    {
        Run(Settings("scores.csv"));
        var rows = Rows("scores.csv");
        foreach (var cell in rows.GroupBy(r => r["arch"]))
        {
            Assert.Equal(Names, cell.Select(r => r["condition"]));
            Assert.Equal(Names.Length, cell.Select(r => r["gradalign_i"]).Distinct().Count());
            Assert.Single(cell.Select(r => r["params"]).Distinct());
        }

        Assert.Equal(2 * Names.Length, rows.Count);
    }

    [Fact]
    public void A_condition_is_in_the_options_of_its_rows_and_the_rest_is_the_reference()
    {
        Run(Settings("scores.csv") with { Sample = 1 });
        string[] options = ["batch_size", "batch_norm", "seed", "data", "skeleton"];
        var rows = Rows("scores.csv").ToDictionary(r => r["condition"]);
        var reference = rows["reference"];
        Assert.Equal(["8", "PerSample", "0", "synthetic", "classes 10 channels 3 width 4 depth 1"], options.Select(o => reference[o]));
        var changed = rows.ToDictionary(r => r.Key, r => string.Join("; ", options.Where(o => r.Value[o] != reference[o]).Select(o => $"{o} {r.Value[o]}")));
        Assert.Equal("", changed["reference"]);
        Assert.Equal("seed 2", changed["seed-2"]);
        Assert.Equal("skeleton classes 10 channels 3 width 4 depth 1 initialisation Kaiming", changed["kaiming"]);
        Assert.Equal("skeleton classes 10 channels 3 width 4 depth 1 initialisation Xavier", changed["xavier"]);
        Assert.Equal("batch_size 4", changed["n-4"]);
        Assert.Equal("data cifar10:images.bin", changed["images"]);
        Assert.Equal("batch_norm Frozen", changed["frozen"]);
    }

    [Fact]
    public void The_reference_is_what_a_study_measures()
    {
        SteadinessStudy.Run(Settings("scores.csv"), [new(Condition.Reference, Settings("scores.csv"))], TextWriter.Null);
        Study.Run(Settings("study.csv"), TextWriter.Null);
        var studied = Rows("study.csv").ToDictionary(r => r["arch"]);
        Assert.All(Rows("scores.csv"), r => Assert.Equal(studied[r["arch"]]["gradalign_ii"], r["gradalign_ii"]));
    }

    [Fact]
    public void A_study_that_was_stopped_goes_on_to_the_same_file()
    {
        Run(Settings("whole.csv") with { Sample = 1 });
        var lines = File.ReadAllLines(At("whole.csv"));
        File.WriteAllText(At("stopped.csv"), string.Join('\n', lines[..5]) + "\n" + lines[5][..40]);
        Run(Settings("stopped.csv") with { Sample = 1 });
        Assert.Equal(lines.Select(WithoutTime), File.ReadAllLines(At("stopped.csv")).Select(WithoutTime));
        Run(Settings("stopped.csv") with { Sample = 1 });
        Assert.Equal(lines.Length, File.ReadAllLines(At("stopped.csv")).Length);
    }

    [Fact]
    public void A_file_of_other_options_is_refused()
    {
        var settings = Settings("scores.csv") with { Sample = 1 };
        SteadinessStudy.Run(settings, [new(Condition.Reference, settings)], TextWriter.Null);
        Assert.Contains("batch_norm", Assert.Throws<FormatException>(() => Run(settings with { Options = settings.Options with { BatchNorm = BatchNormMode.Frozen } })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_a_study_from_before_there_were_initialisations_goes_on()
    {
        Study.Run(Settings("scores.csv") with { Sample = 1 }, TextWriter.Null);
        Assert.EndsWith("width 4 depth 1", Rows("scores.csv")[0]["skeleton"], StringComparison.Ordinal);
        Study.Run(Settings("scores.csv"), TextWriter.Null);
        Assert.Equal(2, Rows("scores.csv").Count);
        Assert.Contains("skeleton", Assert.Throws<FormatException>(() =>
            Study.Run(Settings("scores.csv") with { Initialisation = Plans.Initialisation.Kaiming }, TextWriter.Null)).Message, StringComparison.Ordinal);
    }

    private void Run(StudySettings reference) =>
        SteadinessStudy.Run(reference, Condition.All(reference, [4, 8, 16], $"cifar10:{At("images.bin")}"), TextWriter.Null);

    private StudySettings Settings(string output) => new()
    {
        Space = SearchSpace.Of("nb201"),
        Network = new() { Width = 4, Depth = 1 },
        Cells = At("cells.csv"),
        Output = At(output),
        Options = new() { BatchSize = 8, Repeats = 1, Device = "cpu", Data = "synthetic", Scores = "params" },
    };

    // 20 records of a label and 3,072 bytes that no two share.
    private static byte[] Images() => [.. Enumerable.Range(0, 20).SelectMany(i => Enumerable.Range(0, 3073).Select(k => (byte)(k == 0 ? i % 10 : ((k * k) + (i * k * 31)) % 251)))];

    private List<Dictionary<string, string>> Rows(string name) => Cli.TableFile.Rows(At(name));

    // The seconds stand before the last column.
    private static string WithoutTime(string row) => string.Join(',', row.Split(',')[..^2]);

    private string At(string name) => Path.Combine(folder.FullName, name);
}
