using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.NasBench.Plans;

/// <summary>A graph, built.</summary>
internal sealed class GraphModule : Module<Tensor, Tensor>
{
    private readonly (Join Join, (int Source, Module<Tensor, Tensor> Module)[] Edges)[] nodes;

    public GraphModule(GraphPlan plan)
        : base(nameof(GraphModule))
    {
        nodes = [.. plan.Nodes.Select(n => (n.Join, n.Computed.Select((e, i) => (e.Source, Register($"{n.Name}_{i}", e.Plan))).ToArray()))];
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var values = new List<Tensor> { input };
        foreach (var (join, edges) in nodes)
        {
            Tensor[] inputs = [.. edges.Select(e => e.Module.call(values[e.Source]))];
            values.Add(inputs.Length == 1 ? inputs[0] : join == Join.Concatenate ? cat(inputs, 1) : inputs.Skip(1).Aggregate(inputs[0], (sum, next) => sum + next));
        }

        return values[^1].alias().MoveToOuterDisposeScope();
    }

    private Module<Tensor, Tensor> Register(string name, Plan plan)
    {
        var module = plan.Build();
        register_module(name, module);
        return module;
    }
}
