using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Mechanisms;

/// <summary>Modules generic in their activation, nested within each other, and a wrapper generic in what it wraps.</summary>
/// <typeparam name="TActivation">Made anew in every block.</typeparam>
internal sealed class GenericBlocks<TActivation> : Module<Tensor, Tensor>
    where TActivation : Module<Tensor, Tensor>, new()
{
    private readonly Linear stem;
    private readonly Residual<Block> first = new(new Block(24));
    private readonly Residual<Block> second = new(new Block(24));
    private readonly Linear head;

    public GenericBlocks(int inputs, int classes) : base("GenericBlocks")
    {
        stem = Linear(inputs, 24);
        head = Linear(24, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => head.forward(second.forward(first.forward(stem.forward(x))));

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly LayerNorm norm;
        private readonly Linear linear;
        private readonly TActivation activation = new();

        public Block(int width) : base(nameof(Block))
        {
            norm = LayerNorm(width);
            linear = Linear(width, width);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => activation.forward(linear.forward(norm.forward(x)));
    }

    private sealed class Residual<TInner> : Module<Tensor, Tensor>
        where TInner : Module<Tensor, Tensor>
    {
        private readonly TInner inner;

        public Residual(TInner inner) : base("Residual")
        {
            this.inner = inner;
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => x + inner.forward(x);
    }
}
