using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Tables;

/// <summary>The network of every control tutorial: three linear layers, functional ReLU, partly in place.</summary>
internal sealed class QNetwork : Module<Tensor, Tensor>
{
    private readonly Linear fc1;
    private readonly Linear fc2 = Linear(32, 32);
    private readonly Linear fc3;

    public QNetwork(int observations, int actions) : base(nameof(QNetwork))
    {
        fc1 = Linear(observations, 32);
        fc3 = Linear(32, actions);
        RegisterComponents();
    }

    public override Tensor forward(Tensor state)
    {
        using var x1 = functional.relu(fc1.forward(state));
        using var x2 = fc2.forward(x1).relu_();
        return fc3.forward(x2);
    }
}
