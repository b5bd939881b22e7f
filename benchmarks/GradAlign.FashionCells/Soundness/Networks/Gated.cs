using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FashionCells.Soundness.Networks;

/// <summary>main(x) + gate · branch(x); with a gate of 0 the branch never learns.</summary>
internal sealed class Gated : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> main;
    private readonly Module<Tensor, Tensor> branch;
    private readonly double gate;

    public Gated(Module<Tensor, Tensor> main, Module<Tensor, Tensor> branch, double gate) : base(nameof(Gated))
    {
        (this.main, this.branch, this.gate) = (main, branch, gate);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => main.call(input) + (branch.call(input) * gate);
}
