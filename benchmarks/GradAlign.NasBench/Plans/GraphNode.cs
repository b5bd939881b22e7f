namespace GradAlign.NasBench.Plans;

/// <summary>A node of a graph: each input goes through the plan of its edge, then they are put together.</summary>
/// <param name="Name">Name; a part of the names of the parameters.</param>
/// <param name="Join">How the inputs are put together.</param>
/// <param name="Edges">Where each input comes from (0 is the graph's own input, k the k-th node) and what it goes through.</param>
internal sealed record GraphNode(string Name, Join Join, IReadOnlyList<(int Source, Plan Plan)> Edges)
{
    /// <summary>The edges that are worth computing: without those that add zeros, unless there is nothing else.</summary>
    public IEnumerable<(int Source, Plan Plan)> Computed =>
        Join == Join.Sum && Edges.Any(e => !e.Plan.IsZero) ? Edges.Where(e => !e.Plan.IsZero) : Join == Join.Sum ? Edges.Take(1) : Edges;
}
