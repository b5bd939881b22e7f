using System.Globalization;
using CsvHelper;
using GradAlign.NasBench.Plans;

namespace GradAlign.NasBench.Spaces;

/// <summary>
/// NAS-Bench-201 (Dong and Yang, ICLR 2020): a cell is a graph of four nodes with an operation on each of six edges; three stages
/// of five cells with residual reduction blocks between them.
/// </summary>
internal static class NasBench201
{
    private const long DefaultWidth = 16;
    private const int DefaultDepth = 5;
    private const int DefaultStages = 3;

    /// <summary>Reads cells from a CSV file with a column <c>arch</c>, and <c>params_cifar10</c> where it is known.</summary>
    public static IEnumerable<Cell> Read(string path)
    {
        using var reader = new StreamReader(path);
        using var csv = new CsvReader(reader, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        while (csv.Read())
            yield return Cell(csv.GetField("arch")!, csv.TryGetField<long>("params_cifar10", out var parameters) ? parameters : null);
    }

    /// <summary>A cell from its arch string, <c>|op~0|+|op~0|op~1|+|op~0|op~1|op~2|</c>.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static Cell Cell(string arch, long? parameters = null)
    {
        var nodes = Parse(arch);
        return new(arch, options => Network(nodes, options), parameters);
    }

    private static SequencePlan Network((string Operation, int Source)[][] cell, NetworkOptions options)
    {
        var width = options.Width ?? DefaultWidth;
        var depth = options.Depth ?? DefaultDepth;
        var stages = options.Stages ?? DefaultStages;
        var outputs = width << (stages - 1);
        var parts = new List<(string, Plan)> { ("stem", Blocks.ConvNorm(options.InputChannels, width, 3, options.StemStride ?? 1)) };
        for (var stage = 0; stage < stages; stage++)
        {
            var channels = width << stage;
            if (stage > 0) parts.Add(($"reduction{stage}", Reduction(channels / 2, channels)));
            for (var k = 0; k < depth; k++) parts.Add(($"stage{stage}cell{k}", Graph(cell, channels)));
        }

        parts.Add(("lastNorm", SequencePlan.Of(new BatchNormPlan(outputs), FunctionPlan.Relu)));
        parts.Add(("head", Blocks.Classifier(outputs, options.Classes)));
        return new SequencePlan(parts);
    }

    private static GraphPlan Graph((string Operation, int Source)[][] cell, long channels)
    {
        var graph = new GraphBuilder();
        for (var node = 0; node < cell.Length; node++)
            graph.Sum($"node{node + 1}", [.. cell[node].Select(e => (e.Source, Operation(e.Operation, channels)))]);
        return graph.Build();
    }

    private static Plan Operation(string name, long channels) => name switch
    {
        "none" => FunctionPlan.Zero(1),
        "skip_connect" => FunctionPlan.Skip,
        "avg_pool_3x3" => FunctionPlan.AveragePool(3, 1),
        "nor_conv_1x1" => Blocks.ReluConvNorm(channels, channels, 1),
        "nor_conv_3x3" => Blocks.ReluConvNorm(channels, channels, 3),
        _ => throw new FormatException($"'{name}' is no operation of NAS-Bench-201."),
    };

    private static GraphPlan Reduction(long inputs, long outputs)
    {
        var graph = new GraphBuilder();
        graph.Sum("block",
            (0, SequencePlan.Of(Blocks.ReluConvNorm(inputs, outputs, 3, 2), Blocks.ReluConvNorm(outputs, outputs, 3))),
            (0, SequencePlan.Of(FunctionPlan.AveragePool(2, 2), new ConvolutionPlan(inputs, outputs, 1))));
        return graph.Build();
    }

    private static (string Operation, int Source)[][] Parse(string arch)
    {
        var nodes = arch.Split('+').Select(node => node.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(Edge).ToArray()).ToArray();
        var shaped = nodes.Length == 3 && nodes.Select((edges, i) => edges.Select(e => e.Source).SequenceEqual(Enumerable.Range(0, i + 1))).All(fits => fits);
        return shaped ? nodes : throw new FormatException($"'{arch}' is no cell of NAS-Bench-201; one reads |op~0|+|op~0|op~1|+|op~0|op~1|op~2|.");
    }

    private static (string Operation, int Source) Edge(string text) => text.Split('~') is [var operation, var source] && int.TryParse(source, CultureInfo.InvariantCulture, out var from)
        ? (operation, from)
        : throw new FormatException($"'{text}' is no edge of NAS-Bench-201; one reads op~0.");
}
