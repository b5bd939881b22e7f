using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Mechanisms;

/// <summary>Gradient checkpointing by hand: a stage runs without a graph, and once more with one in the backward pass.</summary>
internal sealed class Checkpointed : Module<Tensor, Tensor>
{
    private readonly Linear stem;
    private readonly Sequential stage = Sequential(Linear(24, 24), ReLU(), Linear(24, 24), ReLU());
    private readonly Linear head;

    public Checkpointed(int inputs, int classes) : base(nameof(Checkpointed))
    {
        stem = Linear(inputs, 24);
        head = Linear(24, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => head.forward(Recomputed.apply(stem.forward(x), stage));

    private sealed class Recomputed : autograd.SingleTensorFunction<Recomputed>
    {
        private Module<Tensor, Tensor>? stage;

        public override string Name => nameof(Recomputed);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var input = (Tensor)vars[0];
            stage = (Module<Tensor, Tensor>)vars[1];
            ctx.save_for_backward([input]);
            using (no_grad()) return stage.forward(input);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            using var on = enable_grad();
            var input = ctx.get_saved_variables()[0].detach().requires_grad_();
            stage!.forward(input).backward([grad_output]);
            return [input.grad!, null!];
        }
    }
}
