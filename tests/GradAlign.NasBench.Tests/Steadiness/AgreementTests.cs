using GradAlign.Cli;
using GradAlign.NasBench.Steadiness;

namespace GradAlign.NasBench.Tests.Steadiness;

public sealed class AgreementTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gradalign-agreement-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_score_agrees_with_itself_and_a_turned_one_does_not()
    {
        var agreements = Measure(["a", "b", "c", "d"], same: c => c, other: c => -c);
        Assert.Equal((1.0, 1.0, 1.0), (Of("reference").Ranks.Value, Of("reference").Ranks.Low, Of("reference").Ranks.High));
        Assert.Equal(1, Of("seed-1").Ranks.Value);
        Assert.Equal(-1, Of("kaiming").Ranks.Value);

        Agreement Of(string condition) => agreements.Single(a => a.Condition == condition && a.Score == "collapse");
    }

    // Lower collapse is better, and accuracy falls as it rises.
    [Fact]
    public void Tau_is_positive_where_the_better_direction_is_that_of_accuracy_and_the_difference_is_to_the_reference()
    {
        var agreements = Measure(["a", "b", "c", "d"], same: c => c, other: c => -c);
        Assert.Equal((1, 0), (agreements[0].Tau!.Value!.Value, agreements[0].Difference!.Value!.Value));
        Assert.Equal((-1, -2), (agreements[2].Tau!.Value!.Value, agreements[2].Difference!.Value!.Value));
    }

    [Fact]
    public void Cells_that_lack_a_condition_are_left_out_and_counted()
    {
        Write(["a", "b", "c", "d"], c => c, c => c);
        File.AppendAllText(At("scores.csv"), "e,reference,5,nb201\n");
        var cells = SteadinessCells.Read(At("scores.csv"));
        Assert.Equal((4, 1), (cells.Cells.Count, cells.LeftOut));
    }

    [Fact]
    public void Cells_where_a_score_is_undefined_are_left_out_of_it()
    {
        Write(["a", "b", "c", "d"], c => c, c => c == 2 ? double.NaN : c);
        Assert.Equal([4, 4, 3], AgreementStudy.Run(SteadinessCells.Read(At("scores.csv")), null, new()).Select(a => a.Cells));
    }

    [Fact]
    public void A_table_says_the_cells_and_has_a_row_a_score()
    {
        Write(["a", "b", "c", "d"], c => c, c => -c);
        var cells = SteadinessCells.Read(At("scores.csv"));
        var agreements = AgreementStudy.Run(cells, null, new());
        var markdown = AgreementTables.Markdown(cells, agreements, new());
        Assert.StartsWith("nb201: 4 cells, ", markdown, StringComparison.Ordinal);
        Assert.Contains("\n| score | seed-1 | kaiming |\n", markdown, StringComparison.Ordinal);
        Assert.Contains("\n| collapse | 1.000 [1.000, 1.000] | -1.000 [-1.000, -1.000] |\n", markdown, StringComparison.Ordinal);
        Assert.Contains("\nnb201,collapse,kaiming,4,-1,-1,-1,,,,,,\n", AgreementTables.Csv(cells, agreements), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_a_reference_or_with_a_row_twice_is_refused()
    {
        File.WriteAllText(At("scores.csv"), "arch,condition,collapse,space\na,frozen,1,nb201\n");
        Assert.Contains("reference", Assert.Throws<ScoreFailure>(() => SteadinessCells.Read(At("scores.csv"))).Message, StringComparison.Ordinal);
        File.WriteAllText(At("scores.csv"), "arch,condition,collapse,space\na,reference,1,nb201\na,reference,1,nb201\n");
        Assert.Contains("more than once", Assert.Throws<ScoreFailure>(() => SteadinessCells.Read(At("scores.csv"))).Message, StringComparison.Ordinal);
    }

    private IReadOnlyList<Agreement> Measure(string[] cells, Func<int, double> same, Func<int, double> other)
    {
        Write(cells, same, other);
        File.WriteAllText(At("accuracy.csv"), "arch,cifar10_test\n" + string.Concat(cells.Select((c, i) => FormattableString.Invariant($"{c},{90 - i}\n"))));
        var read = SteadinessCells.Read(At("scores.csv"));
        return AgreementStudy.Run(read, read.Accuracies(At("accuracy.csv")), new());
    }

    private void Write(string[] cells, Func<int, double> same, Func<int, double> other) => File.WriteAllText(At("scores.csv"),
        "arch,condition,collapse,space\n" + string.Concat(cells.Select((c, i) => FormattableString.Invariant($"{c},reference,{i},nb201\n{c},seed-1,{same(i)},nb201\n{c},kaiming,{other(i)},nb201\n"))));

    private string At(string name) => Path.Combine(folder.FullName, name);
}
