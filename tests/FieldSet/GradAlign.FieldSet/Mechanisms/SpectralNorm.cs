using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Mechanisms;

/// <summary>Weights divided by an estimate of their largest singular value: power iteration from a fixed vector in a buffer.</summary>
internal sealed class SpectralNorm : Module<Tensor, Tensor>
{
    private readonly NormedLinear first;
    private readonly NormedLinear second = new(24, 24);
    private readonly Linear head;

    public SpectralNorm(int inputs, int classes) : base(nameof(SpectralNorm))
    {
        first = new NormedLinear(inputs, 24);
        head = Linear(24, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = functional.leaky_relu(first.forward(x), 0.2);
        return head.forward(functional.leaky_relu(second.forward(x), 0.2));
    }

    private sealed class NormedLinear : Module<Tensor, Tensor>
    {
        private readonly Parameter weight;
        private readonly Parameter bias;
        private readonly Tensor start;

        public NormedLinear(long inputs, long outputs) : base(nameof(NormedLinear))
        {
            weight = Parameter(empty(outputs, inputs));
            bias = Parameter(zeros(outputs));
            init.orthogonal_(weight);
            start = functional.normalize(randn(outputs), dim: 0);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => functional.linear(x, weight / LargestSingularValue(), bias);

        private Tensor LargestSingularValue()
        {
            Tensor u = start, v;
            using (no_grad())
            {
                v = functional.normalize(mv(weight.t(), u), dim: 0);
                u = functional.normalize(mv(weight, v), dim: 0);
            }

            return dot(u, mv(weight, v));
        }
    }
}
