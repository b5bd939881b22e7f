using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Vision;

/// <summary>Down, across, up with transposed convolutions; skips are concatenated. One class a pixel.</summary>
internal sealed class UNet : Module<Tensor, Tensor>
{
    private readonly Sequential encoder1;
    private readonly Sequential encoder2;
    private readonly Sequential bottleneck;
    private readonly ConvTranspose2d up2;
    private readonly Sequential decoder2;
    private readonly ConvTranspose2d up1;
    private readonly Sequential decoder1;
    private readonly Conv2d head;
    private readonly MaxPool2d pool = MaxPool2d(2);

    public UNet(int channels, int classes, int width) : base(nameof(UNet))
    {
        encoder1 = DoubleConvolution(channels, width);
        encoder2 = DoubleConvolution(width, 2 * width);
        bottleneck = DoubleConvolution(2 * width, 4 * width);
        up2 = ConvTranspose2d(4 * width, 2 * width, kernel_size: 2, stride: 2);
        decoder2 = DoubleConvolution(4 * width, 2 * width);
        up1 = ConvTranspose2d(2 * width, width, kernel_size: 2, stride: 2);
        decoder1 = DoubleConvolution(2 * width, width);
        head = Conv2d(width, classes, kernel_size: 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var skip1 = encoder1.forward(x);
        var skip2 = encoder2.forward(pool.forward(skip1));
        var deep = bottleneck.forward(pool.forward(skip2));
        var u2 = decoder2.forward(cat([skip2, up2.forward(deep)], dim: 1));
        var u1 = decoder1.forward(cat([skip1, up1.forward(u2)], dim: 1));
        return head.forward(u1).MoveToOuterDisposeScope();
    }

    private static Sequential DoubleConvolution(int inputs, int outputs) => Sequential(
        Conv2d(inputs, outputs, kernel_size: 3, padding: 1, bias: false),
        BatchNorm2d(outputs),
        ReLU(inplace: true),
        Conv2d(outputs, outputs, kernel_size: 3, padding: 1, bias: false),
        BatchNorm2d(outputs),
        ReLU(inplace: true));
}
