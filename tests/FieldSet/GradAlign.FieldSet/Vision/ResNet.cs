using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Vision;

/// <summary>Basic blocks that call <c>forward</c>, add the shortcut with <c>add_</c> and end in <c>relu_()</c>.</summary>
internal sealed class ResNet : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> layers;
    private int channels;

    public ResNet(IReadOnlyList<int> depths, int width, int classes) : base(nameof(ResNet))
    {
        channels = width;
        var modules = new List<(string, Module<Tensor, Tensor>)>
        {
            ("stem", Conv2d(3, width, kernel_size: 3, stride: 1, padding: 1, bias: false)),
            ("stemNorm", BatchNorm2d(width)),
            ("stemRelu", ReLU(inplace: true)),
        };
        for (var stage = 0; stage < depths.Count; stage++)
            AddStage(modules, width << stage, depths[stage], stride: stage == 0 ? 1 : 2);
        modules.Add(("average", AdaptiveAvgPool2d([1, 1])));
        modules.Add(("rows", Flatten()));
        modules.Add(("classes", Linear(channels, classes)));
        layers = Sequential(modules);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using (NewDisposeScope())
            return layers.forward(input).MoveToOuterDisposeScope();
    }

    private void AddStage(List<(string, Module<Tensor, Tensor>)> modules, int width, int count, int stride)
    {
        for (var i = 0; i < count; i++)
        {
            modules.Add(($"stage{width}block{i}", new BasicBlock(channels, width, i == 0 ? stride : 1)));
            channels = width;
        }
    }

    private sealed class BasicBlock : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> conv1;
        private readonly Module<Tensor, Tensor> norm1;
        private readonly Module<Tensor, Tensor> conv2;
        private readonly Module<Tensor, Tensor> norm2;
        private readonly TorchSharp.Modules.Sequential shortcut = Sequential();

        public BasicBlock(int channels, int width, int stride) : base(nameof(BasicBlock))
        {
            conv1 = Conv2d(channels, width, kernel_size: 3, stride: stride, padding: 1, bias: false);
            norm1 = BatchNorm2d(width);
            conv2 = Conv2d(width, width, kernel_size: 3, stride: 1, padding: 1, bias: false);
            norm2 = BatchNorm2d(width);
            if (stride != 1 || channels != width)
            {
                shortcut.append(Conv2d(channels, width, kernel_size: 1, stride: stride, bias: false));
                shortcut.append(BatchNorm2d(width));
            }

            RegisterComponents();
        }

        public override Tensor forward(Tensor t)
        {
            var inner = norm1.forward(conv1.forward(t)).relu_();
            var sum = norm2.forward(conv2.forward(inner));
            sum.add_(shortcut.Count > 0 ? shortcut.forward(t) : t);
            return sum.relu_();
        }
    }
}
