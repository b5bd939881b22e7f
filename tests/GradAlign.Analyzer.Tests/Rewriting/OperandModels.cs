using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Rewriting;

/// <summary>Raw parameters as people use them. Inputs are [n × 6 × 8], outputs [n × 3].</summary>
internal static class OperandModels
{
    public static Module<Tensor, Tensor> MatMul() => new Raw([4.0, 8, 3], p => x => x.matmul(p).mean([1]));

    public static Module<Tensor, Tensor> MatrixOfFlattenedTokens() => new Raw([1.0, 8, 3], p => x => mm(x.reshape(-1, 8), p).reshape(x.shape[0], 6, 3).mean([1]));

    public static Module<Tensor, Tensor> GraphConvolution() => new Raw([1.0, 6, 6], p => x => p.matmul(x).narrow(2, 0, 3).tanh().sum(1));

    public static Module<Tensor, Tensor> MatMulOfHeads() => new Raw([1.0, 2, 4, 3], p => x => x.reshape(x.shape[0], 6, 2, 4).transpose(1, 2).matmul(p).tanh().mean([1, 2]));

    public static Module<Tensor, Tensor> FunctionalLinear() => new Raw([1.0, 3, 8], p => x => functional.linear(x, p).mean([1]));

    public static Module<Tensor, Tensor> FunctionalLinearWithBias() => new Raw([1.0, 3], p => x => functional.linear(x, ones(3, 8, dtype: x.dtype), p).tanh().mean([1]));

    public static Module<Tensor, Tensor> Convolution1d() => new Raw([1.0, 3, 6, 3], p => x => functional.conv1d(x, p, stride: 2, padding: 1).mean([2]));

    public static Module<Tensor, Tensor> Convolution2d() => new Raw([1.0, 3, 2, 3, 2], p => x => functional.conv2d(x.reshape(x.shape[0], 2, 4, 6), p, padding: [1, 2], dilation: [1, 2]).mean([2, 3]));

    public static Module<Tensor, Tensor> GroupedConvolution2d() => new Raw([1.0, 4, 1, 3, 3], p => x => functional.conv2d(x.reshape(x.shape[0], 2, 4, 6), p, groups: 2).tanh().mean([2, 3]).narrow(1, 0, 3));

    public static Module<Tensor, Tensor> StandardisedWeight() => new Raw([1.0, 3, 2, 3, 3], p => x =>
        functional.conv2d(x.reshape(x.shape[0], 2, 4, 6), (p - p.mean([1, 2, 3], keepdim: true)) / (p.std([1, 2, 3], unbiased: false, keepdim: true) + 1e-5), padding: [1, 1]).tanh().mean([2, 3]));

    public static Module<Tensor, Tensor> SpectralNorm() => new Raw([1.0, 3, 8], p => x => functional.linear(x, p / p.norm()).tanh().mean([1]));

    public static Module<Tensor, Tensor> Positions() => new Raw([1.0, 1, 6, 8], p => x => (x + p).tanh().mean([1]).narrow(1, 0, 3));

    public static Module<Tensor, Tensor> SliceOfPositions() => new Raw([1.0, 1, 9, 8], p => x => (x + p.slice(1, 2, 8, 1)).tanh().mean([1]).narrow(1, 0, 3));

    public static Module<Tensor, Tensor> Scale() => new Raw([1.0, 8], p => x => (p * x).tanh().mean([1]).narrow(1, 0, 3));

    public static Module<Tensor, Tensor> ScaleOfFlattenedTokens() => new Raw([1.0, 8], p => x => (x.reshape(-1, 8) * p).tanh().reshape(x.shape[0], 6, 8).mean([1]).narrow(1, 0, 3));

    public static Module<Tensor, Tensor> Temperature() => new Raw([0.5], p => x => (x.mean([1]).narrow(1, 0, 3) * p.exp()).tanh());

    public static Module<Tensor, Tensor> Quotient() => new Raw([1.0, 8], p => x => div(x, p.exp()).tanh().mean([1]).narrow(1, 0, 3));

    public static Module<Tensor, Tensor> Difference() => new Raw([1.0, 6, 1], p => x => x.sub(p).tanh().mean([1]).narrow(1, 0, 3));

    public static Module<Tensor, Tensor> ClassTokenExpanded() => new Raw([1.0, 1, 1, 8], p => x => cat([p.expand(x.shape[0], -1, -1), x], 1).tanh().sum(1).tanh().narrow(1, 0, 3));

    public static Module<Tensor, Tensor> ClassTokenRepeated() => new Raw([1.0, 1, 2, 8], p => x => cat([p.repeat(x.shape[0], 2, 1), x], 1).tanh().sum(1).tanh().narrow(1, 0, 3));

    public static Module<Tensor, Tensor> QueriesExpanded() => new Raw([1.0, 4, 8], p => x => p.unsqueeze(0).expand(x.shape[0], 4, 8).bmm(x.transpose(1, 2)).bmm(x).mean([1]).tanh().narrow(1, 0, 3));

    public static Module<Tensor, Tensor> EinSum() => new Raw([1.0, 2, 8, 3], p => x => einsum("btd,hdk->bhtk", x, p).tanh().mean([1, 2]));

    public static Module<Tensor, Tensor> EinSumOfThree() => new Raw([1.0, 8, 5], p => x => einsum("btd,dk,kc->bc", x, p, ones(5, 3, dtype: x.dtype)));

    public static Module<Tensor, Tensor> LayerNorm() => new Raw([1.0, 8], p => x => functional.layer_norm(x, [8], p, p).tanh().mean([1]).narrow(1, 0, 3));

    public static Module<Tensor, Tensor> UsedTwice() => new Raw([1.0, 8, 8], p => x => x.matmul(p).tanh().matmul(p.t()).mean([1]).narrow(1, 0, 3));

    public static Module<Tensor, Tensor> InPlaceBehindFunctionalLinear() => new Raw([1.0, 3, 8], p => x => functional.linear(x, p).relu_().mean([1]));

    private sealed class Raw : Module<Tensor, Tensor>
    {
        private readonly Parameter raw;
        private readonly Linear first = Linear(8, 8);
        private readonly Func<Tensor, Tensor> then;

        // The first number scales the parameter, the others are its shape.
        public Raw(double[] size, Func<Tensor, Func<Tensor, Tensor>> then) : base(nameof(Raw))
        {
            raw = Parameter(randn([.. size.Skip(1).Select(s => (long)s)]) * size[0]);
            RegisterComponents();
            this.then = x => then(raw)(x);
        }

        public override Tensor forward(Tensor input) => then(first.forward(input));
    }
}
