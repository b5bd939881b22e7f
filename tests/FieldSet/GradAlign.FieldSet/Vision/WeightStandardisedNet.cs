using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Vision;

/// <summary>Convolutions whose weight is standardised before each use, with group norm.</summary>
internal sealed class WeightStandardisedNet : Module<Tensor, Tensor>
{
    private readonly StandardisedConv conv1 = new(3, 8);
    private readonly GroupNorm norm1 = GroupNorm(4, 8);
    private readonly StandardisedConv conv2 = new(8, 16);
    private readonly GroupNorm norm2 = GroupNorm(4, 16);
    private readonly Linear head;

    public WeightStandardisedNet(int classes) : base(nameof(WeightStandardisedNet))
    {
        head = Linear(16, classes);
        RegisterComponents();
        foreach (var norm in new[] { norm1, norm2 })
        {
            init.ones_(norm.weight);
            init.zeros_(norm.bias);
        }
    }

    public override Tensor forward(Tensor input)
    {
        var x = functional.silu(norm1.forward(conv1.forward(input)));
        x = functional.max_pool2d(x, 2);
        x = functional.silu(norm2.forward(conv2.forward(x)));
        return head.forward(x.mean([2, 3]));
    }

    private sealed class StandardisedConv : Module<Tensor, Tensor>
    {
        private readonly Parameter weight;
        private readonly Parameter bias;

        public StandardisedConv(long inputs, long outputs) : base(nameof(StandardisedConv))
        {
            weight = Parameter(empty(outputs, inputs, 3, 3));
            bias = Parameter(zeros(outputs));
            init.kaiming_normal_(weight);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            var centred = weight - weight.mean([1, 2, 3], keepdim: true);
            var standardised = centred / (centred.square().mean([1, 2, 3], keepdim: true) + 1e-5).sqrt();
            return functional.conv2d(input, standardised, bias, padding: [1, 1]);
        }
    }
}
