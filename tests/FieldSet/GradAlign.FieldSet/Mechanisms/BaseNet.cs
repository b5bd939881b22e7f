using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Mechanisms;

/// <summary>What its children share: the trunk, the layers by index, and the call of a hook that they override.</summary>
internal abstract class BaseNet : Module<Tensor, Tensor>
{
    protected BaseNet(string name, int inputs) : base(name) => Trunk = [Linear(inputs, 24), Linear(24, 24)];

    protected Linear[] Trunk { get; }

    public sealed override Tensor forward(Tensor x)
    {
        for (var i = 0; i < Trunk.Length; i++) x = Activate(Trunk[i].forward(x));
        return Finish(x);
    }

    protected virtual Tensor Activate(Tensor x) => functional.relu(x, inplace: true);

    protected abstract Tensor Finish(Tensor x);
}
