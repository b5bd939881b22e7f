using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Vision;

/// <summary>The first network of every tutorial: a field a layer, <c>forward</c> on each, every intermediate in a variable of its own.</summary>
internal sealed class DigitNet : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> conv1 = Conv2d(1, 8, 3);
    private readonly Module<Tensor, Tensor> conv2 = Conv2d(8, 12, 3);
    private readonly Module<Tensor, Tensor> fc1 = Linear(12 * 8 * 8, 24);
    private readonly Module<Tensor, Tensor> fc2;

    private readonly Module<Tensor, Tensor> pool = MaxPool2d(2);
    private readonly Module<Tensor, Tensor> relu = ReLU();
    private readonly Module<Tensor, Tensor> dropout1 = Dropout(0.25);
    private readonly Module<Tensor, Tensor> dropout2 = Dropout(0.5);
    private readonly Module<Tensor, Tensor> flatten = Flatten();
    private readonly Module<Tensor, Tensor> logarithms = LogSoftmax(1);

    public DigitNet(long classes) : base(nameof(DigitNet))
    {
        fc2 = Linear(24, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var edges = conv1.forward(input);
        var openEdges = relu.forward(edges);
        var shapes = conv2.forward(openEdges);
        var openShapes = relu.forward(shapes);
        var pooled = pool.forward(openShapes);
        var thinned = dropout1.forward(pooled);
        var row = flatten.forward(thinned);
        var hidden = fc1.forward(row);
        var openHidden = relu.forward(hidden);
        var thinnedAgain = dropout2.forward(openHidden);
        var scores = fc2.forward(thinnedAgain);
        return logarithms.forward(scores);
    }
}
