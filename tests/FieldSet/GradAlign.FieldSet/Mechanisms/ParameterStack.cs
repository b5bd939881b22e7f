using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Mechanisms;

/// <summary>No layers at all: matrices in a ParameterList, multiplied in four ways, with biases in another list.</summary>
internal sealed class ParameterStack : Module<Tensor, Tensor>
{
    private readonly ParameterList weights = new();
    private readonly ParameterList biases = new();

    public ParameterStack(int inputs, int classes) : base(nameof(ParameterStack))
    {
        int[] widths = [inputs, 24, 24, 24, classes];
        for (var i = 1; i < widths.Length; i++)
        {
            weights.append(Parameter(randn(widths[i - 1], widths[i]) * Math.Sqrt(2.0 / widths[i - 1])));
            biases.append(Parameter(zeros(widths[i])));
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = (x.matmul(weights[0]) + biases[0]).relu();
        x = (x.mm(weights[1]) + biases[1]).relu();
        x = addmm(biases[2], x, weights[2], 1, 1).relu();
        return functional.linear(x, weights[3].t(), biases[3]);
    }
}
