using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FashionCells.Soundness.Networks;

/// <summary>A function of the input, without parameters.</summary>
/// <param name="compute">The function.</param>
internal sealed class Function(Func<Tensor, Tensor> compute) : Module<Tensor, Tensor>(nameof(Function))
{
    public override Tensor forward(Tensor input) => compute(input);
}
