using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Mechanisms;

/// <summary>Forces as the slope of an energy. It takes for granted that gradients are on, as they are in training.</summary>
internal sealed class ForceField : Module<Tensor, Tensor>
{
    private readonly Linear fc1;
    private readonly Linear fc2 = Linear(24, 1);

    public ForceField(int coordinates) : base(nameof(ForceField))
    {
        fc1 = Linear(coordinates, 24);
        RegisterComponents();
    }

    public override Tensor forward(Tensor places)
    {
        places = places.clone().requires_grad_();
        var energy = fc2.forward(functional.softplus(fc1.forward(places)));
        return -autograd.grad([energy], [places], [ones_like(energy)], retain_graph: true, create_graph: true)[0];
    }
}
