using GradAlign.NasBench.Plans;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FashionCells.Architectures;

/// <summary>Group normalisation of one group, over channels and positions of a sample, with γ and β.</summary>
/// <param name="Channels">Channels.</param>
internal sealed record GroupNormPlan(long Channels) : Plan
{
    public override long Parameters => 2 * Channels;

    protected override string Text => $"group norm {Channels}: {Parameters}";

    public override Module<Tensor, Tensor> Build()
    {
        var norm = GroupNorm(1, Channels);

        // TorchSharp 0.107 leaves both as the memory was.
        init.ones_(norm.weight);
        init.zeros_(norm.bias!);
        return norm;
    }
}
