using GradAlign.NasBench.Spaces;
using MathNet.Numerics.Random;

namespace GradAlign.FashionCells.Architectures;

/// <summary>The architectures that are trained: a fixed random sample of the space.</summary>
internal static class FashionSpace
{
    /// <summary>Architectures in the sample.</summary>
    public const int Count = 100;

    private const int Seed = 201;
    private const int Nodes = 3;
    private static readonly string[] Operations = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"];

    // Multiples of 8: see ConvolutionKernels.
    private static readonly (long Width, int Depth)[] Skeletons = [(8, 1), (8, 2), (16, 1)];

    /// <summary>The sample, in random order. Cells without a path from input to output are drawn again: nothing can be learnt behind them.</summary>
    public static IReadOnlyList<Architecture> All { get; } = Draw();

    /// <summary>The sample as a search space of a study; there is no file of cells.</summary>
    public static SearchSpace Space { get; } = new(
        "fashioncells", "FashionCells", "arch", _ => All.Select(Cell),
        id => Cell(All.FirstOrDefault(a => a.Id == id) ?? throw new FormatException($"'{id}' is no architecture of FashionCells.")));

    private static Cell Cell(Architecture architecture) => new(architecture.Id, _ => architecture.Network());

    private static Architecture[] Draw()
    {
        var random = new MersenneTwister(Seed);
        var drawn = new Dictionary<string, Architecture>();
        while (drawn.Count < Count)
        {
            var edges = Enumerable.Range(0, Nodes).Select(node => Enumerable.Range(0, node + 1).Select(_ => One(Operations)).ToArray()).ToArray();
            var (width, depth) = One(Skeletons);
            var architecture = new Architecture(Text(edges), width, depth, One(Architecture.Activations), One(Architecture.Normalisations));
            if (IsConnected(edges)) drawn.TryAdd(architecture.Id, architecture);
        }

        return [.. drawn.Values];

        T One<T>(IReadOnlyList<T> values) => values[random.Next(values.Count)];
    }

    private static string Text(string[][] edges) => string.Join('+', edges.Select(node => $"|{string.Join('|', node.Select((operation, source) => $"{operation}~{source}"))}|"));

    private static bool IsConnected(string[][] edges)
    {
        var reached = new List<bool> { true };
        foreach (var node in edges) reached.Add(node.Where((operation, source) => operation != "none" && reached[source]).Any());
        return reached[^1];
    }
}
