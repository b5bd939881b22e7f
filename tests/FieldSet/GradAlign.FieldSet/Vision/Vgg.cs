using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Vision;

/// <summary>Layers from a table of widths, gathered in a list of named modules that becomes a Sequential.</summary>
internal sealed class Vgg : Module<Tensor, Tensor>
{
    private readonly Sequential layers;

    /// <param name="plan">Width of each convolution; -1 for a pooling.</param>
    /// <param name="classes">Number of classes.</param>
    public Vgg(int[] plan, int classes) : base(nameof(Vgg))
    {
        var modules = new List<(string, Module<Tensor, Tensor>)>();
        var channels = 3;
        for (var i = 0; i < plan.Length; i++)
        {
            if (plan[i] < 0)
            {
                modules.Add(($"halve{i}", MaxPool2d(kernel_size: 2, stride: 2)));
                continue;
            }

            modules.Add(($"conv{i}", Conv2d(channels, plan[i], kernel_size: 3, padding: 1)));
            modules.Add(($"norm{i}", BatchNorm2d(plan[i])));
            modules.Add(($"relu{i}", ReLU(inplace: true)));
            channels = plan[i];
        }

        modules.Add(("average", AdaptiveAvgPool2d([1, 1])));
        modules.Add(("rows", Flatten()));
        modules.Add(("classes", Linear(channels, classes)));
        layers = Sequential(modules);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => layers.forward(input);
}
