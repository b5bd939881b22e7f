using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Vision;

/// <summary>Convolutions before a pixel shuffle; the target is an image.</summary>
internal sealed class SuperResolution : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(3, 12, kernel_size: 5, padding: 2);
    private readonly Conv2d conv2 = Conv2d(12, 12, kernel_size: 3, padding: 1);
    private readonly Conv2d conv3;
    private readonly PixelShuffle shuffle;
    private readonly PReLU act = PReLU(1);

    public SuperResolution(int factor) : base(nameof(SuperResolution))
    {
        conv3 = Conv2d(12, 3 * factor * factor, kernel_size: 3, padding: 1);
        shuffle = PixelShuffle(factor);
        RegisterComponents();
        init.orthogonal_(conv1.weight, init.calculate_gain(init.NonlinearityType.ReLU));
    }

    public override Tensor forward(Tensor x)
    {
        x = act.forward(conv1.forward(x));
        x = act.forward(conv2.forward(x));
        return shuffle.forward(conv3.forward(x));
    }
}
