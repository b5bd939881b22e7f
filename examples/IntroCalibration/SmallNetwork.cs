using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IntroCalibration;

/// <summary>A stem and two stages of one cell each, about as large as the networks that fashion-mnist-small was made of.</summary>
internal sealed class SmallNetwork : Module<Tensor, Tensor>
{
    private readonly Conv2d stem;
    private readonly ModuleList<Cell> cells = [];
    private readonly Linear output;

    internal SmallNetwork(long width, Func<Tensor, Tensor> activation, bool normalised) : base(nameof(SmallNetwork))
    {
        stem = Conv2d(1, width, 3, stride: 2, padding: 1);
        cells.Add(new Cell(width, width, activation, normalised));
        cells.Add(new Cell(width, 2 * width, activation, normalised));
        output = Linear(2 * width, 10);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = stem.call(x);
        foreach (var cell in cells) x = cell.call(x);
        return output.call(x.mean([2, 3]));
    }
}
