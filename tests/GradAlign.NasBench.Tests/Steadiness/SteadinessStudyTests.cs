using GradAlign.Analyzer;
using GradAlign.NasBench.Steadiness;
using GradAlign.NasBench.Studies;

namespace GradAlign.NasBench.Tests.Steadiness;

public sealed class SteadinessStudyTests(SteadinessRun run) : IClassFixture<SteadinessRun>
{
    private static readonly string[] Names = ["reference", "seed-1", "seed-2", "kaiming", "xavier", "n-4", "n-16", "images", "frozen"];

    [Fact]
    public void Every_condition_but_the_reference_scores_otherwise_than_the_reference()
    {
        var cells = run.Rows("whole.csv").GroupBy(r => r["arch"]).ToArray();
        Assert.Equal(2, cells.Length);
        Assert.All(cells, cell =>
        {
            Assert.Equal(Names, cell.Select(r => r["condition"]));
            Assert.Equal(Names.Length, cell.Select(r => r["gradalign_i"]).Distinct().Count());
            Assert.Single(cell.Select(r => r["params"]).Distinct());
        });
    }

    [Theory]
    [InlineData("reference", "")]
    [InlineData("seed-2", "seed 2")]
    [InlineData("kaiming", "skeleton classes 10 channels 3 width 4 depth 1 initialisation Kaiming")]
    [InlineData("xavier", "skeleton classes 10 channels 3 width 4 depth 1 initialisation Xavier")]
    [InlineData("n-4", "batch_size 4")]
    [InlineData("images", "data cifar10:images.bin")]
    [InlineData("frozen", "batch_norm Frozen")]
    public void A_condition_is_in_the_options_of_its_rows_and_the_rest_is_the_reference(string condition, string difference)
    {
        (string Name, string Value)[] reference = [("batch_size", "8"), ("batch_norm", "PerSample"), ("seed", "0"), ("data", "synthetic"), ("skeleton", "classes 10 channels 3 width 4 depth 1")];
        var row = run.Rows("whole.csv").First(r => r["condition"] == condition);
        Assert.Equal(difference, string.Join("; ", reference.Where(o => row[o.Name] != o.Value).Select(o => $"{o.Name} {row[o.Name]}")));
    }

    [Fact]
    public void The_reference_is_what_a_study_measures()
    {
        Study.Run(run.Settings("study.csv"), TextWriter.Null);
        var studied = run.Rows("study.csv").ToDictionary(r => r["arch"]);
        Assert.All(run.Rows("whole.csv").Where(r => r["condition"] == "reference"), r => Assert.Equal(studied[r["arch"]]["gradalign_ii"], r["gradalign_ii"]));
    }

    [Fact]
    public void A_study_that_was_stopped_goes_on_to_the_same_file()
    {
        var lines = File.ReadAllLines(run.At("whole.csv"));
        File.WriteAllText(run.At("stopped.csv"), string.Join('\n', lines[..^2]) + "\n" + lines[^2][..40]);
        run.Run("stopped.csv");
        Assert.Equal(lines.Select(WithoutTime), File.ReadAllLines(run.At("stopped.csv")).Select(WithoutTime));
        run.Run("stopped.csv");
        Assert.Equal(lines.Length, File.ReadAllLines(run.At("stopped.csv")).Length);
    }

    [Fact]
    public void A_file_of_other_options_is_refused()
    {
        var settings = run.Settings("whole.csv");
        var frozen = settings with { Options = settings.Options with { BatchNorm = BatchNormMode.Frozen } };
        Assert.Contains("batch_norm", Assert.Throws<FormatException>(() => SteadinessStudy.Run(frozen, run.Conditions(frozen), TextWriter.Null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_a_study_from_before_there_were_initialisations_goes_on_with_the_default()
    {
        Study.Run(run.Settings("before.csv") with { Sample = 1 }, TextWriter.Null);
        Assert.EndsWith("width 4 depth 1", run.Rows("before.csv")[0]["skeleton"], StringComparison.Ordinal);
        Study.Run(run.Settings("before.csv"), TextWriter.Null);
        Assert.Equal(2, run.Rows("before.csv").Count);
        Assert.Contains("skeleton", Assert.Throws<FormatException>(() =>
            Study.Run(run.Settings("before.csv") with { Initialisation = Plans.Initialisation.Kaiming }, TextWriter.Null)).Message, StringComparison.Ordinal);
    }

    // The seconds stand before the last column.
    private static string WithoutTime(string row) => string.Join(',', row.Split(',')[..^2]);
}
