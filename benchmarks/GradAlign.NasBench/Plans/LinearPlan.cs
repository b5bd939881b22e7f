using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.NasBench.Plans;

/// <summary>A linear layer with bias.</summary>
/// <param name="Inputs">Features in.</param>
/// <param name="Outputs">Features out.</param>
internal sealed record LinearPlan(long Inputs, long Outputs) : Plan
{
    public override long Parameters => (Inputs + 1) * Outputs;

    protected override string Text => $"linear {Inputs} -> {Outputs}: {Parameters}";

    public override Module<Tensor, Tensor> Build() => Linear(Inputs, Outputs);
}
