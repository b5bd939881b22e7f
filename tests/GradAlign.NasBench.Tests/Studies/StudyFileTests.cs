using GradAlign.NasBench.Studies;

namespace GradAlign.NasBench.Tests.Studies;

public sealed class StudyFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gradalign-study-");

    private string Path => System.IO.Path.Combine(folder.FullName, "scores.csv");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Rows_are_there_when_the_file_is_opened_again()
    {
        StudyFile.Open(Path, ["arch", "score"]).Append(["a", "1"]);
        var again = StudyFile.Open(Path, ["arch", "score"]);
        again.Append(["b, with a comma and \"quotes\"", "2"]);
        Assert.Equal(["a", "b, with a comma and \"quotes\""], StudyFile.Open(Path, ["arch", "score"]).Done.Order());
    }

    [Theory]
    [InlineData("arch,score\na,1\nb,", "arch,score\na,1\n")]
    [InlineData("arch,score\na,1", "arch,score\n")]
    [InlineData("arch,sc", "arch,score\n")]
    [InlineData("", "arch,score\n")]
    public void A_row_that_a_kill_tore_is_cut_off(string torn, string whole)
    {
        File.WriteAllText(Path, torn);
        StudyFile.Open(Path, ["arch", "score"]);
        Assert.Equal(whole, File.ReadAllText(Path));
    }

    [Fact]
    public void A_file_with_rows_of_other_options_is_refused()
    {
        StudyFile.Open(Path, ["arch", "seed"], ("seed", "1")).Append(["a", "1"]);
        Assert.Contains("a", StudyFile.Open(Path, ["arch", "seed"], ("seed", "1")).Done);
        Assert.Contains("seed 1", Assert.Throws<FormatException>(() => StudyFile.Open(Path, ["arch", "seed"], ("seed", "2"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_other_columns_is_refused_and_left_alone()
    {
        File.WriteAllText(Path, "arch,other\na,1\n");
        Assert.Throws<FormatException>(() => StudyFile.Open(Path, ["arch", "score"]));
        Assert.Equal("arch,other\na,1\n", File.ReadAllText(Path));
    }

    [Fact]
    public void A_row_can_be_told_by_several_columns()
    {
        StudyFile.Open(Path, ["arch", "seed", "score"], keys: 2).Append(["a", "0", "1"]);
        Assert.Equal(["a 0"], StudyFile.Open(Path, ["arch", "seed", "score"], keys: 2).Done);
    }
}
