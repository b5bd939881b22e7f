using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Capture;

/// <summary>The network of 11 layers of Simonyan and Zisserman (2014), activations in place: 133 million parameters, most of them in one linear layer.</summary>
internal static class Vgg11
{
    private static readonly (int Channels, bool Halves)[] Convolutions =
        [(64, true), (128, true), (256, false), (256, true), (512, false), (512, true), (512, false), (512, true)];

    public static Module<Tensor, Tensor> Create(int classes)
    {
        var parts = new List<(string, Module<Tensor, Tensor>)>();
        var channels = 3;
        foreach (var (next, halves) in Convolutions)
        {
            parts.Add(($"conv{parts.Count}", Conv2d(channels, next, 3, padding: 1)));
            parts.Add(($"relu{parts.Count}", ReLU(inplace: true)));
            if (halves) parts.Add(($"pool{parts.Count}", MaxPool2d(2, 2)));
            channels = next;
        }

        return Sequential([.. parts, ("places", AdaptiveAvgPool2d([7, 7])), ("flatten", Flatten()),
            ("wide", Linear(512 * 7 * 7, 4096)), ("relu1", ReLU(inplace: true)), ("dropout1", Dropout()),
            ("middle", Linear(4096, 4096)), ("relu2", ReLU(inplace: true)), ("dropout2", Dropout()), ("head", Linear(4096, classes))]);
    }
}
