using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Inputs;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Inputs;

public sealed class ModelPrecisionTests
{
    [Fact]
    public void A_model_in_float64_is_the_same_model()
    {
        manual_seed(3);
        using var model = new Mixed();
        using var tokens = randint(0, 9, [4, 5]);
        using var before = model.call(tokens);
        var shared = new ModelInventory(model).Parameters.Count;
        ModelPrecision.Double(model);
        using var after = model.call(tokens);
        Assert.Equal(ScalarType.Float64, after.dtype);
        Assert.InRange((after - before.to(ScalarType.Float64)).abs().max().item<double>(), 0, 1e-5);
        Assert.All(model.parameters(), p => Assert.Equal(ScalarType.Float64, p.dtype));
        Assert.Equal(ScalarType.Int64, model.get_buffer("places")!.dtype);
        Assert.Equal(shared, new ModelInventory(model).Parameters.Count);
        after.sum().backward();
        Assert.All(model.parameters(), p => Assert.Equal(ScalarType.Float64, p.grad!.dtype));
    }

    /// <summary>A tied weight, a raw parameter, whole numbers in a buffer, a batch norm's running statistics, and a module that lives in libtorch.</summary>
    private sealed class Mixed : Module<Tensor, Tensor>
    {
        private readonly Embedding embed = Embedding(9, 6);
        private readonly Parameter positions = Parameter(randn(5, 6));
        private readonly Tensor places = arange(5);
        private readonly MultiheadAttention attention = MultiheadAttention(6, 2);
        private readonly BatchNorm1d norm = BatchNorm1d(6);
        private readonly Linear head = Linear(6, 9);

        public Mixed()
            : base(nameof(Mixed))
        {
            head.weight = embed.weight!;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            var x = (embed.call(input) + positions.index_select(0, places)).transpose(0, 1);
            x = attention.call(x, x, x).Item1;
            return head.call(norm.call(x.mean([0])));
        }
    }
}
