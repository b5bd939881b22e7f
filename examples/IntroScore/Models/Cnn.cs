using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IntroScore.Models;

/// <summary>Four 3×3 convolutions and global average pooling, with or without batch normalisation.</summary>
internal sealed class Cnn : Module<Tensor, Tensor>
{
    private static readonly (long Channels, long Stride)[] Plan = [(32, 1), (32, 2), (64, 2), (64, 1)];

    private readonly ModuleList<Conv2d> convolutions = [];
    private readonly ModuleList<BatchNorm2d> norms = [];
    private readonly Linear output;

    internal Cnn(bool normalised) : base(nameof(Cnn))
    {
        long inputs = 1;
        foreach (var (channels, stride) in Plan)
        {
            convolutions.Add(Conv2d(inputs, channels, 3, stride: stride, padding: 1));
            if (normalised)
                norms.Add(BatchNorm2d(channels));
            inputs = channels;
        }

        output = Linear(inputs, 10, hasBias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        for (int layer = 0; layer < convolutions.Count; layer++)
        {
            x = convolutions[layer].call(x);
            if (norms.Count > 0)
                x = norms[layer].call(x);
            x = functional.relu(x);
        }

        return output.call(x.mean([2, 3]));
    }
}
