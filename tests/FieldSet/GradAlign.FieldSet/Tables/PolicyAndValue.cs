using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Tables;

/// <summary>Two heads on one trunk, returned as a tuple.</summary>
internal sealed class PolicyAndValue : Module<Tensor, (Tensor policy, Tensor value)>
{
    private readonly Linear fc1;
    private readonly Linear fc2 = Linear(24, 24);
    private readonly Linear fcProbabilities;
    private readonly Linear fcValue = Linear(24, 1);

    public PolicyAndValue(int observations, int actions) : base(nameof(PolicyAndValue))
    {
        fc1 = Linear(observations, 24);
        fcProbabilities = Linear(24, actions);
        RegisterComponents();
    }

    public override (Tensor policy, Tensor value) forward(Tensor x)
    {
        x = functional.relu(fc1.forward(x));
        x = functional.relu(fc2.forward(x));
        return (functional.log_softmax(fcProbabilities.forward(x), dim: 1), functional.tanh(fcValue.forward(x)));
    }
}
