using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.NasBench.Plans;

/// <summary>Batch normalisation with γ and β.</summary>
/// <param name="Channels">Channels.</param>
internal sealed record BatchNormPlan(long Channels) : Plan
{
    public override long Parameters => 2 * Channels;

    protected override string Text => $"batch norm {Channels}: {Parameters}";

    public override Module<Tensor, Tensor> Build() => BatchNorm2d(Channels);
}
