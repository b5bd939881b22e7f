using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FashionCells.Soundness.Networks;

/// <summary>x + scale · body(x).</summary>
internal sealed class Residual : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> body;
    private readonly double scale;

    public Residual(Module<Tensor, Tensor> body, double scale = 1) : base(nameof(Residual))
    {
        (this.body, this.scale) = (body, scale);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => input + (scale == 1 ? body.call(input) : body.call(input) * scale);
}
