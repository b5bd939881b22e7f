using GradAlign.NasBench.Plans;
using GradAlign.NasBench.Spaces;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.NasBench.Tests.Spaces;

public sealed class NetworkTests
{
    [Theory]
    [InlineData("nb201", Cells.Arch, 16, 5)]
    [InlineData("nb201", Cells.AllNone, 4, 1)]
    [InlineData("nb201", Cells.Arch, 1, 1)]
    [InlineData("nb101", Cells.Graph, 64, 1)]
    [InlineData("darts", Cells.DartsV2, 4, 8)]
    [InlineData("darts", Cells.DartsV2, 6, 3)]
    [InlineData("nds", Cells.Nds, null, null)]
    [InlineData("resnet", Cells.ResNet20, null, null)]
    [InlineData("resnet", Cells.ResNeXt, 8, 1)]
    public void A_built_network_has_the_parameters_of_its_plan_and_gives_one_logit_a_class(string space, string cell, int? width, int? depth)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var plan = SearchSpace.Of(space).Parse(cell).Network(new() { Classes = 7, InputChannels = 2, Width = width, Depth = depth });
        using var model = plan.Build();
        Assert.Equal(plan.Parameters, model.parameters().Sum(p => p.numel()));
        Assert.Equal([2L, 7L], model.call(randn(2, 2, 32, 32)).shape);
    }

    [Fact]
    public void NasBench201_nodes_are_the_sums_that_the_arch_string_says()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var cell = Part("nb201", Cells.Arch, "stage0cell0", new() { Width = 4, Depth = 1 });
        manual_seed(1);
        using var model = cell.Build();
        model.eval();
        var x = randn(2, 4, 8, 8);
        var parameters = model.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        var node1 = ConvolveRelu(x, parameters["node1_0.1.weight"], 1);
        var average = nn.functional.avg_pool2d(x, 3, 1, 1, count_include_pad: false);
        var expected = average + ConvolveRelu(node1, parameters["node3_1.1.weight"], 0);
        Assert.True(allclose(expected, model.call(x), rtol: 1e-4, atol: 1e-5));
    }

    [Fact]
    public void NasBench101_prunes_dangling_vertices_and_splits_the_channels()
    {
        var cell = (GraphPlan)Part("nb101", Cells.Graph, "stack0cell0", new() { Width = 64, Depth = 1 });
        Assert.Equal(["sum1", "vertex1", "sum2", "vertex2", "sum3", "vertex3", "joined", "output"], cell.Nodes.Select(n => n.Name));

        // 64 = 22 + 21 + 21 over the vertices 1, 2 and 3; vertex 3 takes the first 21 of vertex 1.
        var projections = (64 * 22) + 44 + (64 * 21) + 42 + (64 * 64) + 128;
        var operations = (22 * 22 * 9) + 44 + (21 * 21) + 42;
        Assert.Equal(projections + operations, cell.Parameters);
    }

    [Fact]
    public void Factorized_reduce_takes_every_position_once()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = CellOperation.FactorizedReduce(1, 2).Build();
        model.eval();
        foreach (var (name, parameter) in model.named_parameters()) parameter.fill_(name.EndsWith("bias", StringComparison.Ordinal) ? 0 : 1);
        var y = model.call(arange(1, 17).to(ScalarType.Float32).reshape(1, 1, 4, 4));
        Assert.Equal([1, 3, 9, 11, 6, 8, 14, 16], y.reshape(-1).round().data<float>().Select(v => (int)v));
    }

    [Theory]
    [InlineData("nb201", "|nor_conv_3x3~0|+|none~0|none~0|+|none~0|none~1|none~2|")]
    [InlineData("nb201", "|nor_conv_9x9~0|+|none~0|none~1|+|none~0|none~1|none~2|")]
    [InlineData("nb101", """{"adjacency":[[0,0],[0,0]],"ops":["input","output"]}""")]
    [InlineData("nb101", """{"adjacency":[[0,1],[1,0]],"ops":["input","output"]}""")]
    [InlineData("darts", """{"normal":[["sep_conv_3y3",0],["none",1]],"normal_concat":[2],"reduce":[["none",0],["none",1]],"reduce_concat":[2]}""")]
    [InlineData("resnet", """{"ds":[3],"ws":[16,32],"ss":[1]}""")]
    public void A_cell_that_is_none_of_its_space_is_refused(string space, string cell) =>
        Assert.Throws<FormatException>(() => SearchSpace.Of(space).Parse(cell).Network(new()));

    [Fact]
    public void Describe_shows_every_parameter_once()
    {
        var plan = SearchSpace.Of("nb201").Parse(Cells.Arch).Network(new());
        var leaves = plan.Describe("").Where(l => l.Contains("conv ", StringComparison.Ordinal) || l.Contains("batch norm ", StringComparison.Ordinal) || l.Contains("linear ", StringComparison.Ordinal));
        Assert.Equal(plan.Parameters, leaves.Sum(l => long.Parse(l.Split(": ")[1], System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static Plan Part(string space, string cell, string name, NetworkOptions options) =>
        ((SequencePlan)SearchSpace.Of(space).Parse(cell).Network(options)).Parts.Single(p => p.Name == name).Plan;

    // Batch norm in evaluation mode before any training divides by √(1 + ε).
    private static Tensor ConvolveRelu(Tensor x, Tensor weight, long padding) =>
        nn.functional.conv2d(x.relu(), weight, padding: [padding, padding]) / Math.Sqrt(1 + 1e-5);
}
