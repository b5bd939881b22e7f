using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Mechanisms;

/// <summary>A custom function whose backward pass is not its derivative: signs forward, a clipped identity backward.</summary>
internal sealed class StraightThrough : Module<Tensor, Tensor>
{
    private readonly Linear fc1;
    private readonly Linear fc2 = Linear(24, 24);
    private readonly Linear fc3;

    public StraightThrough(int inputs, int classes) : base(nameof(StraightThrough))
    {
        fc1 = Linear(inputs, 24);
        fc3 = Linear(24, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = Sign.apply(fc1.forward(x));
        x = Sign.apply(fc2.forward(x));
        return fc3.forward(x);
    }

    private sealed class Sign : autograd.SingleTensorFunction<Sign>
    {
        public override string Name => nameof(Sign);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var input = (Tensor)vars[0];
            ctx.save_for_backward([input]);
            return input.sign();
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var input = ctx.get_saved_variables()[0];
            return [grad_output * input.abs().le(1).to(grad_output.dtype)];
        }
    }
}
