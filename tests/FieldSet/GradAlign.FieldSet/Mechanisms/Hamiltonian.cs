using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Mechanisms;

/// <summary>The output is a gradient: <c>autograd.grad</c> of a scalar network within <c>forward</c>, turned by ninety degrees, also where gradients are off.</summary>
internal sealed class Hamiltonian : Module<Tensor, Tensor>
{
    private readonly Sequential energy;

    public Hamiltonian(int coordinates) : base(nameof(Hamiltonian))
    {
        energy = Sequential(Linear(coordinates, 24), Tanh(), Linear(24, 24), Tanh(), Linear(24, 1));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        using var on = enable_grad();
        var state = x.detach().requires_grad_();
        var slope = autograd.grad([energy.forward(state).sum()], [state], retain_graph: true, create_graph: true)[0];
        var halves = slope.chunk(2, dim: 1);
        return cat([halves[1], -halves[0]], dim: 1);
    }
}
