using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Layer = TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>;

namespace GradAlign.FashionCells.Soundness.Networks;

/// <summary>Networks that are one layer after the other.</summary>
internal static class Stacks
{
    private const long Pixels = 28 * 28;
    private const long Classes = 10;

    /// <summary>Multi-layer perceptron for images of 28×28.</summary>
    /// <param name="width">Units of a hidden layer.</param>
    /// <param name="depth">Hidden layers.</param>
    /// <param name="activation">Makes the activation.</param>
    /// <param name="norm">Makes the normalisation before it; null: none.</param>
    /// <param name="outputs">Outputs.</param>
    public static Layer Mlp(long width, int depth, Func<Layer> activation, Func<long, Layer>? norm = null, long outputs = Classes)
    {
        var layers = new List<Layer> { Flatten() };
        for (var k = 0; k < depth; k++)
        {
            layers.Add(Linear(k == 0 ? Pixels : width, width));
            if (norm is not null) layers.Add(norm(width));
            layers.Add(activation());
        }

        layers.Add(Linear(width, outputs));
        return Sequential(layers);
    }

    /// <summary>3×3 convolutions with a ReLU each, global average pooling, linear.</summary>
    /// <param name="widths">Channels of each; 0 is a 2×2 max pool.</param>
    /// <param name="norm">Makes the normalisation before the activation; null: none.</param>
    /// <param name="activation">Makes the activation; null: ReLU.</param>
    public static Layer Convolutions(IReadOnlyList<long> widths, Func<long, Layer>? norm = null, Func<Layer>? activation = null)
    {
        var (layers, channels) = (new List<Layer>(), 1L);
        foreach (var width in widths)
        {
            if (width == 0)
            {
                layers.Add(MaxPool2d(2));
                continue;
            }

            layers.Add(Conv2d(channels, width, 3, padding: 1));
            if (norm is not null) layers.Add(norm(width));
            layers.Add(activation?.Invoke() ?? ReLU());
            channels = width;
        }

        layers.Add(AdaptiveAvgPool2d(1));
        layers.Add(Flatten());
        layers.Add(Linear(channels, Classes));
        return Sequential(layers);
    }

    /// <summary>LeNet-5 (LeCun et al., 1998) with ReLU and max pooling; 16 and 32 channels.</summary>
    public static Layer LeNet() => Sequential(
        Conv2d(1, 16, 5, padding: 2), ReLU(), MaxPool2d(2), Conv2d(16, 32, 5), ReLU(), MaxPool2d(2),
        Flatten(), Linear(32 * 5 * 5, 120), ReLU(), Linear(120, 88), ReLU(), Linear(88, Classes));

    /// <summary>Auto-encoder of the pixels, through 32 numbers.</summary>
    public static Layer AutoEncoder() => Sequential(
        Flatten(), Linear(Pixels, 256), ReLU(), Linear(256, 64), ReLU(), Linear(64, 32), Linear(32, 64), ReLU(), Linear(64, 256), ReLU(), Linear(256, Pixels));

    /// <summary>A group normalisation of eight groups; TorchSharp 0.107 leaves γ and β as the memory was.</summary>
    public static Layer GroupNorm(long channels)
    {
        var norm = nn.GroupNorm(8, channels);
        init.ones_(norm.weight);
        init.zeros_(norm.bias!);
        return norm;
    }
}
