using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IntroCalibration;

/// <summary>Two 3×3 convolutions beside a shortcut; where the channels change, the map is halved.</summary>
internal sealed class Cell : Module<Tensor, Tensor>
{
    private readonly Conv2d first;
    private readonly Conv2d second;
    private readonly BatchNorm2d? firstNorm;
    private readonly BatchNorm2d? secondNorm;
    private readonly Conv2d? shortcut;
    private readonly Func<Tensor, Tensor> activation;

    internal Cell(long inputs, long outputs, Func<Tensor, Tensor> activation, bool normalised) : base(nameof(Cell))
    {
        this.activation = activation;
        var stride = outputs > inputs ? 2 : 1;
        first = Conv2d(inputs, outputs, 3, stride: stride, padding: 1, bias: !normalised);
        second = Conv2d(outputs, outputs, 3, padding: 1, bias: !normalised);
        (firstNorm, secondNorm) = normalised ? (BatchNorm2d(outputs), BatchNorm2d(outputs)) : (null, null);
        shortcut = stride == 2 ? Conv2d(inputs, outputs, 1, stride: 2) : null;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var y = first.call(x);
        y = second.call(activation(firstNorm?.call(y) ?? y));
        return activation((secondNorm?.call(y) ?? y) + (shortcut?.call(x) ?? x));
    }
}
