using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Benchmarks.Models;

/// <summary>The basic block of ResNet; where the shape changes the shortcut is a 1×1 convolution with batch norm.</summary>
internal sealed class ResidualBlock : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d norm1;
    private readonly Conv2d conv2;
    private readonly BatchNorm2d norm2;
    private readonly Sequential? shortcut;

    public ResidualBlock(long inputs, long outputs, long stride) : base(nameof(ResidualBlock))
    {
        conv1 = Conv2d(inputs, outputs, 3, stride: stride, padding: 1, bias: false);
        norm1 = BatchNorm2d(outputs);
        conv2 = Conv2d(outputs, outputs, 3, padding: 1, bias: false);
        norm2 = BatchNorm2d(outputs);
        if (stride > 1) shortcut = Sequential(("conv", Conv2d(inputs, outputs, 1, stride: stride, bias: false)), ("norm", BatchNorm2d(outputs)));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var inner = norm2.call(conv2.call(functional.relu(norm1.call(conv1.call(input)))));
        return functional.relu(inner + (shortcut?.call(input) ?? input));
    }
}
