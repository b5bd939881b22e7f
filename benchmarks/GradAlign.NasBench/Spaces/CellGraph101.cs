using GradAlign.NasBench.Plans;

namespace GradAlign.NasBench.Spaces;

/// <summary>A cell of NAS-Bench-101 without its dangling vertices. Vertex 0 is the input, the last the output.</summary>
internal sealed class CellGraph101
{
    private readonly bool[][] matrix;
    private readonly string[] operations;

    private CellGraph101(bool[][] matrix, string[] operations)
    {
        this.matrix = matrix;
        this.operations = operations;
    }

    private int Last => operations.Length - 1;

    /// <summary>Keeps the vertices that lie on a path from input to output.</summary>
    /// <exception cref="FormatException">There is no such path, or the matrix is not upper triangular.</exception>
    public static CellGraph101 Pruned(bool[][] matrix, string[] operations)
    {
        var size = operations.Length;
        if (matrix.Length != size || matrix.Where((row, i) => row.Length != size || row.Take(i + 1).Any(e => e)).Any())
            throw new FormatException($"A cell of {size} operations needs an upper triangular matrix of {size} × {size}.");
        var fromInput = new bool[size];
        var toOutput = new bool[size];
        (fromInput[0], toOutput[size - 1]) = (true, true);
        for (var v = 1; v < size; v++) fromInput[v] = Enumerable.Range(0, v).Any(s => matrix[s][v] && fromInput[s]);
        for (var v = size - 2; v >= 0; v--) toOutput[v] = Enumerable.Range(v + 1, size - v - 1).Any(d => matrix[v][d] && toOutput[d]);
        if (!fromInput[size - 1]) throw new FormatException("The cell has no path from its input to its output.");
        int[] kept = [.. Enumerable.Range(0, size).Where(v => fromInput[v] && toOutput[v])];
        return new([.. kept.Select(v => kept.Select(w => matrix[v][w]).ToArray())], [.. kept.Select(v => operations[v])]);
    }

    /// <summary>The cell's network.</summary>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    public Plan Plan(long inputs, long outputs)
    {
        var channels = Channels(inputs, outputs);
        var graph = new GraphBuilder();
        var computed = new Dictionary<int, int> { [0] = 0 };
        for (var v = 1; v < Last; v++)
        {
            var sum = graph.Sum($"sum{v}", [.. Sources(v).Select(s => (computed[s], s == 0 ? Projection(inputs, channels[v]) : Truncated(channels[s], channels[v])))]);
            computed[v] = graph.Sum($"vertex{v}", (sum, Operation(operations[v], channels[v])));
        }

        int[] joined = [.. Sources(Last).Where(s => s > 0)];
        var concatenated = joined.Length > 0 ? graph.Concatenate("joined", [.. joined.Select(s => (computed[s], (Plan)FunctionPlan.Skip))]) : -1;
        if (matrix[0][Last])
            graph.Sum("output", [.. joined.Length > 0 ? [(concatenated, FunctionPlan.Skip)] : Array.Empty<(int, Plan)>(), (0, Projection(inputs, outputs))]);
        return graph.Build();
    }

    // The output's channels are split over the vertices that feed it, the first ones taking the rest; a vertex has as many as any that it feeds.
    private long[] Channels(long inputs, long outputs)
    {
        var channels = new long[Last + 1];
        (channels[0], channels[Last]) = (inputs, outputs);
        int[] feeding = [.. Sources(Last).Where(s => s > 0)];
        for (var k = 0; k < feeding.Length; k++) channels[feeding[k]] = outputs / feeding.Length + (k < outputs % feeding.Length ? 1 : 0);
        for (var v = Last - 1; v > 0; v--)
        {
            if (!matrix[v][Last]) channels[v] = Enumerable.Range(v + 1, Last - v - 1).Where(d => matrix[v][d]).Max(d => channels[d]);
        }

        return channels;
    }

    private IEnumerable<int> Sources(int vertex) => Enumerable.Range(0, vertex).Where(s => matrix[s][vertex]);

    private static Plan Projection(long inputs, long outputs) => Blocks.ConvNormRelu(inputs, outputs, 1);

    private static FunctionPlan Truncated(long from, long to) => from == to ? FunctionPlan.Skip : FunctionPlan.Truncate(to);

    private static Plan Operation(string name, long channels) => name switch
    {
        "conv3x3-bn-relu" => Blocks.ConvNormRelu(channels, channels, 3),
        "conv1x1-bn-relu" => Blocks.ConvNormRelu(channels, channels, 1),
        "maxpool3x3" => FunctionPlan.MaxPool(3, 1),
        _ => throw new FormatException($"'{name}' is no operation of NAS-Bench-101."),
    };
}
