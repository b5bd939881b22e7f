using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Vision;

/// <summary>Depthwise separable convolutions with squeeze and excitation by hand, in a ModuleList.</summary>
internal sealed class MobileNet : Module<Tensor, Tensor>
{
    private readonly Conv2d stem = Conv2d(3, 8, kernel_size: 3, stride: 2, padding: 1, bias: false);
    private readonly BatchNorm2d norm = BatchNorm2d(8);
    private readonly ModuleList<InvertedBlock> blocks = new();
    private readonly Linear head;

    public MobileNet(int classes) : base(nameof(MobileNet))
    {
        foreach (var (input, output, stride) in new[] { (8, 8, 1), (8, 12, 2) }) blocks.Add(new InvertedBlock(input, output, stride));
        head = Linear(12, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = functional.hardswish(norm.forward(stem.forward(x)));
        foreach (var block in blocks) x = block.forward(x);

        // Without it the mean of normalised maps would be nothing but the shift.
        return head.forward(functional.hardswish(x).mean([2, 3]));
    }

    private sealed class InvertedBlock : Module<Tensor, Tensor>
    {
        private readonly bool isResidual;
        private readonly Conv2d expand;
        private readonly BatchNorm2d norm1;
        private readonly Conv2d depthwise;
        private readonly BatchNorm2d norm2;
        private readonly Conv2d squeeze;
        private readonly Conv2d excite;
        private readonly Conv2d project;
        private readonly BatchNorm2d norm3;

        public InvertedBlock(int inputs, int outputs, int stride) : base(nameof(InvertedBlock))
        {
            var hidden = 2 * inputs;
            isResidual = stride == 1 && inputs == outputs;
            expand = Conv2d(inputs, hidden, kernel_size: 1, bias: false);
            norm1 = BatchNorm2d(hidden);
            depthwise = Conv2d(hidden, hidden, kernel_size: 3, stride: stride, padding: 1, groups: hidden, bias: false);
            norm2 = BatchNorm2d(hidden);
            squeeze = Conv2d(hidden, 4, kernel_size: 1);
            excite = Conv2d(4, hidden, kernel_size: 1);
            project = Conv2d(hidden, outputs, kernel_size: 1, bias: false);
            norm3 = BatchNorm2d(outputs);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var y = functional.relu6(norm1.forward(expand.forward(x)));
            y = functional.relu6(norm2.forward(depthwise.forward(y)));
            var scale = functional.adaptive_avg_pool2d(y, [1, 1]);
            scale = excite.forward(squeeze.forward(scale).relu()).sigmoid();
            y = norm3.forward(project.forward(y * scale));
            return isResidual ? x + y : y;
        }
    }
}
