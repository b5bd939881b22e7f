using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Mechanisms;

/// <summary>A Sequential with functions between its layers; one of them holds a layer of its own, called by <c>forward</c>.</summary>
internal sealed class Lambdas : Module<Tensor, Tensor>
{
    private readonly Sequential layers;
    private readonly Linear gate = Linear(24, 24);

    public Lambdas(int inputs, int classes) : base(nameof(Lambdas))
    {
        layers = Sequential(
            Linear(inputs, 24),
            new Lambda(x => x / (1 + x.abs())),
            new Lambda(x => x * gate.forward(x).sigmoid()),
            Linear(24, 24),
            new Lambda(x => x.clamp(min: 0)),
            Linear(24, classes));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => layers.forward(input);

    private sealed class Lambda(Func<Tensor, Tensor> function) : Module<Tensor, Tensor>(nameof(Lambda))
    {
        public override Tensor forward(Tensor input) => function(input);
    }
}
