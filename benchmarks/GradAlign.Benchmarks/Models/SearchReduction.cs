using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Benchmarks.Models;

/// <summary>The residual block of NAS-Bench-201 that halves the resolution.</summary>
internal sealed class SearchReduction : Module<Tensor, Tensor>
{
    private readonly ReluConvNorm first;
    private readonly ReluConvNorm second;
    private readonly Sequential shortcut;

    public SearchReduction(long inputs, long outputs) : base(nameof(SearchReduction))
    {
        first = new(inputs, outputs, 3, stride: 2);
        second = new(outputs, outputs, 3);
        shortcut = Sequential(("pool", AvgPool2d(2, stride: 2)), ("conv", Conv2d(inputs, outputs, 1, bias: false)));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => shortcut.call(input) + second.call(first.call(input));
}
