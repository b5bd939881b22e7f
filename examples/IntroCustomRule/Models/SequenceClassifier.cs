using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IntroCustomRule.Models;

/// <summary>Positions, two layers on every token, the mean over tokens, a linear head.</summary>
internal sealed class SequenceClassifier : Module<Tensor, Tensor>
{
    private readonly ScaledPositions positions;
    private readonly Linear first = Linear(12, 32);
    private readonly Linear second = Linear(32, 32);
    private readonly Linear head = Linear(32, 4);

    internal SequenceClassifier(ScaledPositions positions) : base(nameof(SequenceClassifier))
    {
        this.positions = positions;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var hidden = functional.relu(first.call(positions.call(x)));
        return head.call(functional.relu(second.call(hidden)).mean([1]));
    }
}
