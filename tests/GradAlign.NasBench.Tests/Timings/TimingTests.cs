using System.Globalization;
using GradAlign.Analyzer.Metrics;
using GradAlign.NasBench.Spaces;
using GradAlign.NasBench.Tests.Spaces;
using GradAlign.NasBench.Timings;

namespace GradAlign.NasBench.Tests.Timings;

public sealed class TimingTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gradalign-timing-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Every_score_is_timed_once_and_what_is_in_the_file_is_not_timed_again()
    {
        var settings = Settings("times.csv");
        TimingStudy.Run(settings, TextWriter.Null);
        var lines = File.ReadAllLines(settings.Output);
        var rows = lines.Skip(1).Select(l => lines[0].Split(',').Zip(l.Split(',')).ToDictionary(c => c.First, c => c.Second)).ToDictionary(r => r["score"]);
        Assert.Equal(lines.Length - 1, rows.Count);

        // The aggregate costs what its parts do.
        Assert.Empty(ScoreCatalog.Baselines.Except([ScoreCatalog.Aggregate]).Select(b => b.Key).Append("gradalign").Append("gradalign_first_seed").Append("te_nas_regions").Except(rows.Keys));
        Assert.All(rows.Values, r => Assert.True(Number(r["alone_ms"]) > 0 && Number(r["alone_ratio"]) > 0 && Number(r["floor_ms"]) > 0, r["score"]));
        Assert.Equal("0", rows["params"]["added_ms"]);
        Assert.Equal("", rows["gradalign"]["added_ms"]);
        Assert.Equal(rows["ntk_condition"]["alone_ms"], rows["ntk_condition"]["added_ms"]);
        Assert.Equal("16", rows["gradalign"]["batch_size"]);

        // One backward pass a sample, against one for all.
        Assert.True(Number(rows["ntk_condition"]["alone_ratio"]) > 2, rows["ntk_condition"]["alone_ratio"]);

        TimingStudy.Run(settings, TextWriter.Null);
        Assert.Equal(lines, File.ReadAllLines(settings.Output));
    }

    [Fact]
    public void A_table_has_the_medians_over_the_cells_the_cheapest_score_first()
    {
        var path = At("given.csv");
        File.WriteAllLines(path,
        [
            "arch,score,alone_ms,alone_ratio,added_ms,added_ratio,floor_ms",
            "a,dear,100,10,90,9,10", "b,dear,300,30,200,20,12", "c,dear,200,20,150,15,14",
            "a,gradalign,10,1.0,,,10", "b,gradalign,15,1.5,,,12", "c,gradalign,14,1.25,,,14",
        ]);
        var lines = TimingTable.Lines(path).Skip(2).ToArray();
        Assert.Equal(
        [
            "| floor: one forward and backward pass | 12 | 1 | | | |",
            "| `gradalign` | 14 | 1.25 | 1.00 to 1.50 |  |  |",
            "| `dear` | 200 | 20.00 | 10.00 to 30.00 | 150 | 15.00 |",
        ], lines);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private TimingSettings Settings(string output)
    {
        File.WriteAllText(At("cells.csv"), $"arch\n{Cells.Arch}\n");
        return new()
        {
            Space = SearchSpace.Of("nb201"),
            Network = new() { Width = 4, Depth = 1 },
            Cells = At("cells.csv"),
            Sample = 1,
            Seed = 0,
            BatchSize = 16,
            Rounds = 1,
            ImageSize = 8,
            Output = At(output),
        };
    }

    private string At(string name) => Path.Combine(folder.FullName, name);
}
