using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Benchmarks.Models;

/// <summary>The network of NAS-Bench-201: three stages of five cells at 16, 32 and 64 channels, ten classes.</summary>
internal sealed class SearchNetwork : Module<Tensor, Tensor>
{
    private readonly Sequential stem = Sequential(("conv", Conv2d(3, 16, 3, padding: 1, bias: false)), ("norm", BatchNorm2d(16)));
    private readonly ModuleList<Module<Tensor, Tensor>> cells = [];
    private readonly BatchNorm2d norm = BatchNorm2d(64);
    private readonly Linear head = Linear(64, 10);

    public SearchNetwork(string architecture) : base(nameof(SearchNetwork))
    {
        foreach (var channels in (long[])[16, 32, 64])
        {
            if (channels > 16) cells.Add(new SearchReduction(channels / 2, channels));
            for (var cell = 0; cell < 5; cell++) cells.Add(new SearchCell(architecture, channels));
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var x = stem.call(input);
        foreach (var cell in cells) x = cell.call(x);
        return head.call(functional.relu(norm.call(x)).mean([2, 3]));
    }
}
