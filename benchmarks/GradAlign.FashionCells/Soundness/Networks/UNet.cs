using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FashionCells.Soundness.Networks;

/// <summary>A U-Net of three levels (Ronneberger et al., 2015) with batch norm; [n × 1 × 28 × 28] to [n × classes × 28 × 28].</summary>
internal sealed class UNet : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> down1;
    private readonly Module<Tensor, Tensor> down2;
    private readonly Module<Tensor, Tensor> bottom;
    private readonly Module<Tensor, Tensor> rise2;
    private readonly Module<Tensor, Tensor> up2;
    private readonly Module<Tensor, Tensor> rise1;
    private readonly Module<Tensor, Tensor> up1;
    private readonly Module<Tensor, Tensor> head;

    public UNet(long width, long classes) : base(nameof(UNet))
    {
        (down1, down2, bottom) = (Double(1, width), Double(width, 2 * width), Double(2 * width, 4 * width));
        (rise2, up2) = (ConvTranspose2d(4 * width, 2 * width, 2, 2), Double(4 * width, 2 * width));
        (rise1, up1) = (ConvTranspose2d(2 * width, width, 2, 2), Double(2 * width, width));
        head = Conv2d(width, classes, 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var first = down1.call(input);
        var second = down2.call(functional.max_pool2d(first, 2));
        var third = bottom.call(functional.max_pool2d(second, 2));
        var x = up2.call(cat([second, rise2.call(third)], 1));
        return head.call(up1.call(cat([first, rise1.call(x)], 1)));
    }

    private static Module<Tensor, Tensor> Double(long inputs, long outputs) => Sequential(
        Conv2d(inputs, outputs, 3, padding: 1, bias: false), BatchNorm2d(outputs), ReLU(),
        Conv2d(outputs, outputs, 3, padding: 1, bias: false), BatchNorm2d(outputs), ReLU());
}
