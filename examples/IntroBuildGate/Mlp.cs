using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IntroBuildGate;

/// <summary>Fully connected layers of 128 with ReLU between them, on images of 28 × 28.</summary>
internal static class Mlp
{
    public static Sequential Of(int hiddenLayers, bool normalised, int classes)
    {
        var layers = Sequential(("flatten", Flatten()));
        for (var i = 0; i < hiddenLayers; i++)
        {
            layers.append($"linear{i}", Linear(i == 0 ? 28 * 28 : 128, 128));
            if (normalised) layers.append($"norm{i}", LayerNorm(128));
            layers.append($"relu{i}", ReLU());
        }

        return layers.append("output", Linear(128, classes));
    }
}
