using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Mechanisms;

/// <summary>An activation of one's own, with a constructor that a generic block can call.</summary>
internal sealed class Mish() : Module<Tensor, Tensor>(nameof(Mish))
{
    public override Tensor forward(Tensor input) => input * functional.softplus(input).tanh();
}
