namespace GradAlign.NasBench.Plans;

/// <summary>Puts a graph together node by node.</summary>
internal sealed class GraphBuilder
{
    private readonly List<GraphNode> nodes = [];

    /// <summary>Adds a node that is the sum of its inputs.</summary>
    /// <returns>Its number, for edges from it.</returns>
    public int Sum(string name, params IReadOnlyList<(int Source, Plan Plan)> edges) => Add(new(name, Join.Sum, edges));

    /// <summary>Adds a node that lays its inputs one behind the other along the channels.</summary>
    /// <returns>Its number, for edges from it.</returns>
    public int Concatenate(string name, params IReadOnlyList<(int Source, Plan Plan)> edges) => Add(new(name, Join.Concatenate, edges));

    /// <summary>The graph; its output is the node added last.</summary>
    public GraphPlan Build() => new([.. nodes]);

    private int Add(GraphNode node)
    {
        nodes.Add(node);
        return nodes.Count;
    }
}
