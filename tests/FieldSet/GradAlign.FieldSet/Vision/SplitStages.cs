using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Vision;

/// <summary>After the detectors: convolution units with a default activation, stages that split, collect outputs in a list and concatenate, upsampling.</summary>
internal sealed class SplitStages : Module<Tensor, Tensor>
{
    private readonly Sequential model;
    private readonly Upsample upsample = Upsample(scale_factor: [2, 2], mode: UpsampleMode.Nearest);
    private readonly Unit neck = new(24, 8, 1, 1);
    private readonly Conv2d head;

    public SplitStages(int classes) : base(nameof(SplitStages))
    {
        model = Sequential(new Unit(3, 8, 3, 2), new SplitStage(8, 8, 2), new Unit(8, 16, 3, 2));
        head = Conv2d(8, classes, kernel_size: 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var outputs = new List<Tensor>();
        foreach (var layer in model.children().Cast<Module<Tensor, Tensor>>())
        {
            x = layer.forward(x);
            outputs.Add(x);
        }

        var joined = cat([upsample.forward(outputs[^1]), outputs[^2]], dim: 1);
        return head.forward(neck.forward(joined)).amax([2, 3]).MoveToOuterDisposeScope();
    }

    private sealed class Unit : Module<Tensor, Tensor>
    {
        private readonly Conv2d conv;
        private readonly BatchNorm2d bn;
        private readonly Module<Tensor, Tensor> act;

        public Unit(int inputs, int outputs, int kernel, int stride, Module<Tensor, Tensor>? act = null) : base(nameof(Unit))
        {
            conv = Conv2d(inputs, outputs, kernel_size: kernel, stride: stride, padding: kernel / 2, bias: false);
            bn = BatchNorm2d(outputs, eps: 1e-3, momentum: 0.03);
            this.act = act ?? SiLU(inplace: true);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => act.forward(bn.forward(conv.forward(x)));
    }

    private sealed class SplitStage : Module<Tensor, Tensor>
    {
        private readonly Unit cv1;
        private readonly Unit cv2;
        private readonly ModuleList<Module<Tensor, Tensor>> m = new();

        public SplitStage(int inputs, int outputs, int count) : base(nameof(SplitStage))
        {
            var half = outputs / 2;
            cv1 = new Unit(inputs, 2 * half, 1, 1);
            cv2 = new Unit((2 + count) * half, outputs, 1, 1, Identity());
            for (var i = 0; i < count; i++) m.Add(Sequential(new Unit(half, half, 3, 1), new Unit(half, half, 3, 1)));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var y = cv1.forward(x).chunk(2, 1).ToList();
            foreach (var module in m) y.Add(module.forward(y.Last()));
            return cv2.forward(cat(y, 1));
        }
    }
}
