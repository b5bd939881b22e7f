using System.Xml.Linq;

namespace GradAlign.Figures.Tests;

public sealed class ScatterTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gradalign-figures-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_figure_holds_a_dot_for_each_cell_with_score_and_accuracy()
    {
        Write("scores.csv", "arch,conflict,params", "a,0.1,100", "b,0.2,300", "c,0.3,200", "d,,400", "nowhere,0.5,500", "a,0.9,900");
        Write("accuracy.csv", "arch,cifar10_test", "d,50", "c,70", "b,80", "a,90");
        var (code, output, errors) = FigureProcess.Run("scatter", "nb201", "--scores", At("scores.csv"), "--accuracy", At("accuracy.csv"), "--out", At("out"), "--keys", "conflict,params");
        Assert.True(code == 0, errors);

        // Lower conflict goes with higher accuracy throughout: a better score, a better cell.
        Assert.Equal(["nb201 conflict: tau-b 1.000, n 3", "nb201 params: tau-b -0.667, n 4"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd()));
        Assert.Equal(3, Dots("nb201-conflict.svg"));
        Assert.Equal(4, Dots("nb201-params.svg"));
        Assert.Contains("n = 3", Text("nb201-conflict.svg"), StringComparison.Ordinal);
        Assert.Contains("lower is better", Text("nb201-conflict.svg"), StringComparison.Ordinal);
        Assert.Contains("parameters, millions", Text("nb201-params.svg"), StringComparison.Ordinal);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], File.ReadAllBytes(At("out", "nb201-params.png"))[..4]);
    }

    [Fact]
    public void Accuracies_that_are_shares_are_drawn_in_percent()
    {
        Write("scores.csv", "hash,gradalign_i", "x,0.1", "y,0.2");
        Write("accuracy.jsonl", """{"hash":"x","test_acc_mean":0.905}""", """{"hash":"y","test_acc_mean":0.915}""");
        var (code, _, errors) = FigureProcess.Run("scatter", "nb101", "--scores", At("scores.csv"), "--accuracy", At("accuracy.jsonl"), "--out", At("out"), "--keys", "gradalign_i");
        Assert.True(code == 0, errors);
        Assert.Equal(2, Dots("nb101-gradalign_i.svg"));
        Assert.Contains(Labels("nb101-gradalign_i.svg"), l => l is "91" or "91.0");
    }

    [Fact]
    public void A_few_cells_far_below_all_others_are_drawn_at_the_edge_and_counted()
    {
        var cells = Enumerable.Range(0, 100).Select(i => (Id: $"c{i}", Accuracy: i < 4 ? 10 + i : 88 + (i * 0.05))).ToArray();
        Write("scores.csv", ["arch,params", .. cells.Select((c, i) => FormattableString.Invariant($"{c.Id},{i}"))]);
        Write("accuracy.csv", ["arch,cifar10_test", .. cells.Select(c => FormattableString.Invariant($"{c.Id},{c.Accuracy}"))]);
        var (code, _, errors) = FigureProcess.Run("scatter", "nb201", "--scores", At("scores.csv"), "--accuracy", At("accuracy.csv"), "--out", At("out"), "--keys", "params");
        Assert.True(code == 0, errors);
        Assert.Equal(94, Dots("nb201-params.svg"));
        Assert.Contains("▽: 6 below 88.3", Text("nb201-params.svg"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no_such_score", "There is no score 'no_such_score'")]
    [InlineData("collapse", "No cell has both a 'collapse'")]
    public void What_cannot_be_drawn_ends_with_5_and_says_why(string key, string expected)
    {
        Write("scores.csv", "arch,conflict", "a,0.1");
        Write("accuracy.csv", "arch,cifar10_test", "a,90");
        var (code, _, errors) = FigureProcess.Run("scatter", "nb201", "--scores", At("scores.csv"), "--accuracy", At("accuracy.csv"), "--out", At("out"), "--keys", key);
        Assert.Equal(5, code);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    private int Dots(string file) => Elements(file, "ellipse").Count();

    private string Text(string file) => string.Concat(Elements(file, "text").Select(t => t.Value));

    private IEnumerable<string> Labels(string file) => Elements(file, "text").Select(t => t.Value.Trim());

    private IEnumerable<XElement> Elements(string file, string name) => XDocument.Load(At("out", file)).Descendants().Where(e => e.Name.LocalName == name);

    private void Write(string name, params string[] lines) => File.WriteAllLines(At(name), lines);

    private string At(params string[] parts) => Path.Combine([folder.FullName, .. parts]);
}
