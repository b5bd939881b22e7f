using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IntroScore.Models;

/// <summary>ResNet's block of two 3×3 convolutions; the shortcut is a 1×1 convolution where the shape changes.</summary>
internal sealed class BasicBlock : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d norm1;
    private readonly Conv2d conv2;
    private readonly BatchNorm2d norm2;
    private readonly Conv2d? shortcut;

    internal BasicBlock(long inputs, long outputs, long stride) : base(nameof(BasicBlock))
    {
        conv1 = Conv2d(inputs, outputs, 3, stride: stride, padding: 1, bias: false);
        norm1 = BatchNorm2d(outputs);
        conv2 = Conv2d(outputs, outputs, 3, padding: 1, bias: false);
        norm2 = BatchNorm2d(outputs);
        shortcut = inputs == outputs && stride == 1 ? null : Conv2d(inputs, outputs, 1, stride: stride, bias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var inner = functional.relu(norm1.call(conv1.call(x)));
        var residual = norm2.call(conv2.call(inner));
        return functional.relu(residual + (shortcut is null ? x : shortcut.call(x)));
    }
}
