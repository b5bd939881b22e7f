using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IntroScore.Models;

/// <summary>ResNet-20 for small images: a stem and three stages of three basic blocks, of 16, 32 and 64 channels.</summary>
internal sealed class ResNet : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(1, 16, 3, padding: 1, bias: false);
    private readonly BatchNorm2d norm = BatchNorm2d(16);
    private readonly ModuleList<BasicBlock> blocks = [];
    private readonly Linear output;

    internal ResNet(long classes) : base(nameof(ResNet))
    {
        long channels = 16;
        foreach (long width in new long[] { 16, 32, 64 })
        {
            for (int block = 0; block < 3; block++)
            {
                blocks.Add(new BasicBlock(channels, width, stride: width > channels ? 2 : 1));
                channels = width;
            }
        }

        output = Linear(channels, classes, hasBias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = functional.relu(norm.call(stem.call(x)));
        foreach (var block in blocks)
            x = block.call(x);
        return output.call(x.mean([2, 3]));
    }
}
