using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Benchmarks.Models;

/// <summary>ResNet-18 with the stem for CIFAR: a 3×3 convolution, no pooling.</summary>
internal sealed class ResNet18 : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 64, 3, padding: 1, bias: false);
    private readonly BatchNorm2d norm = BatchNorm2d(64);
    private readonly ModuleList<Module<Tensor, Tensor>> blocks = [];
    private readonly Linear head = Linear(512, 10);

    public ResNet18() : base(nameof(ResNet18))
    {
        var inputs = 64L;
        foreach (var outputs in (long[])[64, 128, 256, 512])
        {
            blocks.Add(new ResidualBlock(inputs, outputs, inputs == outputs ? 1 : 2));
            blocks.Add(new ResidualBlock(outputs, outputs, 1));
            inputs = outputs;
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var x = functional.relu(norm.call(stem.call(input)));
        foreach (var block in blocks) x = block.call(x);
        return head.call(x.mean([2, 3]));
    }
}
