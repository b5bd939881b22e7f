using System.Globalization;
using System.Text.Json;
using GradAlign.NasBench.Plans;

namespace GradAlign.NasBench.Spaces;

/// <summary>
/// A network of normal and reduction cells with two inputs each (Liu et al., DARTS, ICLR 2019; Radosavovic et al., NDS, ICCV 2019):
/// every node of a cell is the sum of two operations on earlier nodes, the cell's output the concatenation of some nodes.
/// </summary>
/// <param name="Normal">Operations of the normal cell, two a node: name and source; sources 0 and 1 are the cell's inputs.</param>
/// <param name="NormalOutputs">Nodes that the normal cell's output is made of; 2 is the first node.</param>
/// <param name="Reduction">The same of the reduction cell.</param>
/// <param name="ReductionOutputs">The same of the reduction cell.</param>
internal sealed record CellGenotype(
    IReadOnlyList<(string Operation, int Source)> Normal, IReadOnlyList<int> NormalOutputs, IReadOnlyList<(string Operation, int Source)> Reduction, IReadOnlyList<int> ReductionOutputs)
{
    private const long StemMultiplier = 3;

    /// <summary>A DARTS cell from a line of JSON; 16 channels and 8 cells, as in its search, unless the options say otherwise.</summary>
    public static Cell DartsCell(string line) => Cell(line, 16, 8);

    /// <summary>An NDS cell from a line of JSON, with <c>width</c> and <c>depth</c> of its own; the options go before them.</summary>
    public static Cell NdsCell(string line) => Cell(line, 16, 20);

    private static Cell Cell(string line, long width, int depth)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        var genotype = new CellGenotype(Operations("normal"), Outputs("normal_concat"), Operations("reduce"), Outputs("reduce_concat"));
        var ownWidth = root.TryGetProperty("width", out var w) ? w.GetInt64() : width;
        var ownDepth = root.TryGetProperty("depth", out var d) ? d.GetInt32() : depth;
        return new(
            root.TryGetProperty("index", out var index) ? index.GetInt64().ToString(CultureInfo.InvariantCulture) : line,
            options => genotype.Network(options.Width ?? ownWidth, options.Depth ?? ownDepth, options),
            root.TryGetProperty("params", out var parameters) ? parameters.GetInt64() : null);

        (string, int)[] Operations(string name) => [.. root.GetProperty(name).EnumerateArray().Select(o => (o[0].GetString()!, o[1].GetInt32()))];
        int[] Outputs(string name) => [.. root.GetProperty(name).EnumerateArray().Select(o => o.GetInt32())];
    }

    private SequencePlan Network(long width, int depth, NetworkOptions options)
    {
        var graph = new GraphBuilder();
        var stem = graph.Sum("stem", (0, Blocks.ConvNorm(options.InputChannels, StemMultiplier * width, 3)));
        (int Node, long Channels) before = (stem, StemMultiplier * width), last = before;
        var channels = width;
        var reducedBefore = false;
        for (var k = 0; k < depth; k++)
        {
            var reduces = k == depth / 3 || k == 2 * depth / 3;
            if (reduces) channels *= 2;
            var output = AddCell(graph, $"cell{k}", before, last, channels, reduces, reducedBefore);
            (before, last, reducedBefore) = (last, (output, channels * (reduces ? ReductionOutputs : NormalOutputs).Count), reduces);
        }

        return new SequencePlan([("cells", graph.Build()), ("head", Blocks.Classifier(last.Channels, options.Classes))]);
    }

    private int AddCell(GraphBuilder graph, string name, (int Node, long Channels) before, (int Node, long Channels) last, long channels, bool reduces, bool reducedBefore)
    {
        var nodes = new List<int>
        {
            graph.Sum($"{name}input0", (before.Node, reducedBefore ? CellOperation.FactorizedReduce(before.Channels, channels) : Blocks.ReluConvNorm(before.Channels, channels, 1))),
            graph.Sum($"{name}input1", (last.Node, Blocks.ReluConvNorm(last.Channels, channels, 1))),
        };
        foreach (var (pair, i) in (reduces ? Reduction : Normal).Chunk(2).Select((pair, i) => (pair, i)))
        {
            nodes.Add(graph.Sum($"{name}node{i}", [.. pair.Select(e => (nodes[e.Source], CellOperation.Plan(e.Operation, channels, reduces && e.Source < 2 ? 2 : 1)))]));
        }

        return graph.Concatenate($"{name}output", [.. (reduces ? ReductionOutputs : NormalOutputs).Select(o => (nodes[o], (Plan)FunctionPlan.Skip))]);
    }
}
