using System.Text.Json;
using GradAlign.NasBench.Plans;

namespace GradAlign.NasBench.Spaces;

/// <summary>
/// NAS-Bench-101 (Ying et al., ICML 2019): a cell is a graph of at most seven vertices with an operation on each; three stacks of
/// three cells, halving the size and doubling the channels between them.
/// </summary>
internal static class NasBench101
{
    private const long DefaultWidth = 128;
    private const int DefaultDepth = 3;

    /// <summary>A cell from a line of JSON: <c>hash</c>, <c>adjacency</c>, <c>ops</c>, and <c>params</c> where it is known.</summary>
    public static Cell Cell(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        bool[][] matrix = [.. root.GetProperty("adjacency").EnumerateArray().Select(row => row.EnumerateArray().Select(e => e.GetInt32() == 1).ToArray())];
        string[] operations = [.. root.GetProperty("ops").EnumerateArray().Select(o => o.GetString()!)];
        var graph = CellGraph101.Pruned(matrix, operations);
        return new(
            root.TryGetProperty("hash", out var hash) ? hash.GetString()! : line,
            options => Network(graph, options),
            root.TryGetProperty("params", out var parameters) ? parameters.GetInt64() : null);
    }

    private static SequencePlan Network(CellGraph101 cell, NetworkOptions options)
    {
        var width = options.Width ?? DefaultWidth;
        var parts = new List<(string, Plan)> { ("stem", Blocks.ConvNormRelu(options.InputChannels, width, 3)) };
        var inputs = width;
        for (var stack = 0; stack < 3; stack++)
        {
            var channels = width << stack;
            if (stack > 0) parts.Add(($"down{stack}", FunctionPlan.MaxPool(2, 2)));
            for (var k = 0; k < (options.Depth ?? DefaultDepth); k++)
            {
                parts.Add(($"stack{stack}cell{k}", cell.Plan(inputs, channels)));
                inputs = channels;
            }
        }

        parts.Add(("head", Blocks.Classifier(inputs, options.Classes)));
        return new SequencePlan(parts);
    }
}
