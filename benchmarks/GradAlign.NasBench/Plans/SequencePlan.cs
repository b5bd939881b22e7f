using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.NasBench.Plans;

/// <summary>Parts one after the other.</summary>
/// <param name="Parts">Name and plan of each.</param>
internal sealed record SequencePlan(IReadOnlyList<(string Name, Plan Plan)> Parts) : Plan
{
    public override long Parameters => Parts.Sum(p => p.Plan.Parameters);

    public override bool IsZero => Parts.Any(p => p.Plan.IsZero) && Parameters == 0;

    protected override string Text => "sequence";

    /// <summary>Parts named by their position.</summary>
    public static SequencePlan Of(params Plan[] parts) => new([.. parts.Select((p, i) => ($"{i}", p))]);

    public override Module<Tensor, Tensor> Build() => Sequential(Parts.Select(p => (p.Name, p.Plan.Build())));

    public override IEnumerable<string> Describe(string indent) =>
        Parts.SelectMany(p => p.Plan is SequencePlan or GraphPlan ? p.Plan.Describe(indent + "  ").Prepend($"{indent}{p.Name}: {p.Plan.Parameters}") : p.Plan.Describe(indent));
}
