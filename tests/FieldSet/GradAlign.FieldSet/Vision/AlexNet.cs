using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Vision;

/// <summary>ReLU in place directly behind convolutions and linear layers, and a dispose scope whose result is moved out.</summary>
internal sealed class AlexNet : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> features;
    private readonly Module<Tensor, Tensor> average;
    private readonly Module<Tensor, Tensor> classifier;

    public AlexNet(int classes) : base(nameof(AlexNet))
    {
        features = Sequential(
            ("edges", Conv2d(3, 8, kernel_size: 3, stride: 2, padding: 1)),
            ("open1", ReLU(inplace: true)),
            ("halve", MaxPool2d(kernel_size: [2, 2])),
            ("parts", Conv2d(8, 16, kernel_size: 3, padding: 1)),
            ("open2", ReLU(inplace: true)),
            ("halveAgain", MaxPool2d(kernel_size: [2, 2])),
            ("wholes", Conv2d(16, 12, kernel_size: 3, padding: 1)),
            ("open3", ReLU(inplace: true)));
        average = AdaptiveAvgPool2d([2, 2]);
        classifier = Sequential(
            ("drop1", Dropout()),
            ("wide", Linear(12 * 2 * 2, 32)),
            ("open4", ReLU(inplace: true)),
            ("drop2", Dropout()),
            ("wider", Linear(32, 32)),
            ("open5", ReLU(inplace: true)),
            ("classes", Linear(32, classes)));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var _ = NewDisposeScope();
        var maps = average.forward(features.forward(input));
        var rows = maps.view([maps.shape[0], 12 * 2 * 2]);
        return classifier.forward(rows).MoveToOuterDisposeScope();
    }
}
