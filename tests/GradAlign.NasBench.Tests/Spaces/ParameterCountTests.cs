using GradAlign.NasBench.Spaces;

namespace GradAlign.NasBench.Tests.Spaces;

public sealed class ParameterCountTests
{
    [SharedDataFact("nb201_dev_4000.csv")]
    public void Parameters_of_every_NasBench201_cell_are_those_of_the_data() => AssertEveryRow("nb201", "nb201_dev_4000.csv", 4000);

    [SharedDataFact("nb101_dev_1500.jsonl")]
    public void Parameters_of_every_NasBench101_cell_are_those_of_the_data() => AssertEveryRow("nb101", "nb101_dev_1500.jsonl", 1500);

    [Fact]
    public void The_second_order_DARTS_cell_has_the_parameters_of_its_published_network() =>
        Assert.Equal(3_349_342, Count("darts", Cells.DartsV2, new() { Width = 36, Depth = 20 }));

    [Fact]
    public void ResNet_20_has_its_known_parameters() => Assert.Equal(272_474, Count("resnet", Cells.ResNet20, new()));

    [Fact]
    public void ResNeXt_29_8x64d_has_its_known_parameters() => Assert.Equal(34_426_698, Count("resnet", Cells.ResNeXt, new() { Width = 64 }));

    private static long Count(string space, string cell, NetworkOptions options) => SearchSpace.Of(space).Parse(cell).Network(options).Parameters;

    private static void AssertEveryRow(string space, string file, int rows)
    {
        var cells = SearchSpace.Of(space).Read(SharedDataFactAttribute.PathOf(file)!).ToArray();
        var different = cells.Where(c => c.Network(new()).Parameters != c.Parameters).Select(c => c.Id).ToArray();
        Assert.Equal(rows, cells.Length);
        Assert.True(different.Length == 0, $"{different.Length} of {rows} cells differ, the first is {different.FirstOrDefault()}");
    }
}
