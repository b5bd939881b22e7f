using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Benchmarks.Models;

/// <summary>ReLU, convolution without bias, batch norm: the operation of NAS-Bench-201.</summary>
internal sealed class ReluConvNorm : Module<Tensor, Tensor>
{
    private readonly Conv2d conv;
    private readonly BatchNorm2d norm;

    public ReluConvNorm(long inputs, long outputs, long kernel, long stride = 1) : base(nameof(ReluConvNorm))
    {
        conv = Conv2d(inputs, outputs, kernel, stride: stride, padding: kernel / 2, bias: false);
        norm = BatchNorm2d(outputs);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => norm.call(conv.call(functional.relu(input)));
}
