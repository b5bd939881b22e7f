using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Mechanisms;

/// <summary>Layers that the first pass makes, once it has seen how wide its input is; the factory runs one.</summary>
internal sealed class MadeOnFirstUse : Module<Tensor, Tensor>
{
    private readonly int classes;
    private Linear? hidden;
    private Linear? head;

    public MadeOnFirstUse(int classes) : base(nameof(MadeOnFirstUse)) => this.classes = classes;

    public override Tensor forward(Tensor x)
    {
        hidden ??= Registered("hidden", Linear(x.shape[1], 24));
        var y = functional.relu(hidden.forward(x));
        head ??= Registered("head", Linear(y.shape[1], classes));
        return head.forward(y);
    }

    private Linear Registered(string name, Linear layer)
    {
        register_module(name, layer);
        return layer;
    }
}
