using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Tables;

/// <summary>Learned curves on the edges: a bump at each knot of a grid, weighted by a raw parameter through einsum, beside an ordinary path.</summary>
internal sealed class SplineNetwork : Module<Tensor, Tensor>
{
    private readonly SplineLayer first;
    private readonly SplineLayer second;

    public SplineNetwork(int inputs, int classes) : base(nameof(SplineNetwork))
    {
        first = new SplineLayer(inputs, 12);
        second = new SplineLayer(12, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => second.forward(first.forward(x));

    private sealed class SplineLayer : Module<Tensor, Tensor>
    {
        private const int Knots = 6;

        private readonly Parameter coefficients;
        private readonly Parameter baseWeight;
        private readonly Tensor grid;

        public SplineLayer(int inputs, int outputs) : base(nameof(SplineLayer))
        {
            grid = linspace(-2, 2, Knots);
            coefficients = Parameter(0.1 * randn(outputs, inputs, Knots));
            baseWeight = Parameter(randn(outputs, inputs) / Math.Sqrt(inputs));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var bumps = (-(x.unsqueeze(-1) - grid).square()).exp();
            var curves = einsum("bik,oik->bo", bumps, coefficients);
            return curves + functional.linear(functional.silu(x), baseWeight);
        }
    }
}
