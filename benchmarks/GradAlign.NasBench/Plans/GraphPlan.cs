using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.NasBench.Plans;

/// <summary>A directed acyclic graph with one input; its last node is the output. Every node is computed, also one that nothing reads, as the benchmarks do.</summary>
/// <param name="Nodes">The nodes, each after those it reads.</param>
internal sealed record GraphPlan(IReadOnlyList<GraphNode> Nodes) : Plan
{
    public override long Parameters => Nodes.Sum(n => n.Edges.Sum(e => e.Plan.Parameters));

    protected override string Text => "graph";

    public override Module<Tensor, Tensor> Build() => new GraphModule(this);

    public override IEnumerable<string> Describe(string indent)
    {
        foreach (var node in Nodes)
        {
            yield return $"{indent}{node.Name} = {(node.Join == Join.Sum ? "sum" : "concatenation")}";
            foreach (var (source, plan) in node.Edges)
            {
                yield return $"{indent}  of {(source == 0 ? "input" : Nodes[source - 1].Name)} through";
                foreach (var line in plan.Describe(indent + "    ")) yield return line;
            }
        }
    }
}
