using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IntroScore.Models;

/// <summary>A sound network with a side branch of two convolutions that never learns: the ReLU at its end is always off.</summary>
internal sealed class DeadBranchCnn : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(1, 32, 3, padding: 1);
    private readonly BatchNorm2d norm1 = BatchNorm2d(32);
    private readonly Conv2d conv2 = Conv2d(32, 32, 3, stride: 2, padding: 1);
    private readonly BatchNorm2d norm2 = BatchNorm2d(32);
    private readonly Conv2d conv3 = Conv2d(32, 64, 3, stride: 2, padding: 1);
    private readonly BatchNorm2d norm3 = BatchNorm2d(64);
    private readonly Conv2d conv4 = Conv2d(64, 64, 3, padding: 1);
    private readonly BatchNorm2d norm4 = BatchNorm2d(64);
    private readonly Conv2d branch1 = Conv2d(32, 32, 3, padding: 1);
    private readonly Conv2d branch2 = Conv2d(32, 32, 3, padding: 1);
    private readonly Linear output = Linear(64, 10, hasBias: false);

    internal DeadBranchCnn() : base(nameof(DeadBranchCnn))
    {
        // What a typing mistake in an initialisation does: no input gets above such a bias, so no gradient gets past the ReLU.
        init.constant_(branch2.bias!, -100);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(norm1.call(conv1.call(x)));
        x = functional.relu(norm2.call(conv2.call(x)));
        x = x + functional.relu(branch2.call(functional.relu(branch1.call(x))));
        x = functional.relu(norm3.call(conv3.call(x)));
        x = functional.relu(norm4.call(conv4.call(x)));
        return output.call(x.mean([2, 3]));
    }
}
