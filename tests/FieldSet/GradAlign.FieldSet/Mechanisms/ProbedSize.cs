using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Mechanisms;

/// <summary>The constructor runs the convolutions on zeros to learn how wide the first linear layer is.</summary>
internal sealed class ProbedSize : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(1, 6, kernel_size: 3, stride: 2);
    private readonly Conv2d conv2 = Conv2d(6, 8, kernel_size: 2);
    private readonly Linear fc;

    public ProbedSize(int size, int classes) : base(nameof(ProbedSize))
    {
        using (no_grad())
        using (NewDisposeScope())
            fc = Linear(Features(zeros(1, 1, size, size)).shape[1], classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => fc.forward(Features(x));

    private Tensor Features(Tensor x)
    {
        x = functional.leaky_relu(conv1.forward(x), 0.01);
        return functional.max_pool2d(functional.leaky_relu(conv2.forward(x), 0.01), 2).flatten(start_dim: 1);
    }
}
