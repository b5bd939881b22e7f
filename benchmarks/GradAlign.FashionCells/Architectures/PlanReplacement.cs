using GradAlign.NasBench.Plans;

namespace GradAlign.FashionCells.Architectures;

/// <summary>Exchanges the leaves of a plan.</summary>
internal static class PlanReplacement
{
    /// <summary>The plan with every leaf exchanged for what <paramref name="replace"/> makes of it.</summary>
    public static Plan Leaves(Plan plan, Func<Plan, Plan> replace) => plan switch
    {
        SequencePlan sequence => new SequencePlan([.. sequence.Parts.Select(p => (p.Name, Leaves(p.Plan, replace)))]),
        GraphPlan graph => new GraphPlan([.. graph.Nodes.Select(n => n with { Edges = [.. n.Edges.Select(e => (e.Source, Leaves(e.Plan, replace)))] })]),
        _ => replace(plan),
    };
}
