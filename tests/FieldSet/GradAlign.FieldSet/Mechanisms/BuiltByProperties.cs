using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Mechanisms;

/// <summary>Layers in automatic properties, a Lazy that the constructor opens, and a property that makes its module anew at every use.</summary>
internal sealed class BuiltByProperties : Module<Tensor, Tensor>
{
    private readonly Lazy<Linear> hidden = new(() => Linear(24, 24));

    public BuiltByProperties(int inputs, int classes) : base(nameof(BuiltByProperties))
    {
        Stem = Linear(inputs, 24);
        Head = Linear(24, classes);
        register_module("hidden", hidden.Value);
        RegisterComponents();
    }

    private static Module<Tensor, Tensor> Activation => LeakyReLU(0.1);

    private Linear Stem { get; }

    private Linear Head { get; set; }

    public override Tensor forward(Tensor x) => Head.forward(Activation.forward(hidden.Value.forward(Activation.forward(Stem.forward(x)))));
}
