using GradAlign.Analyzer.Discovery;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Verdicts;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Inputs;

public sealed class RepeatCheckTests
{
    private static readonly ModelCase Model = new() { Name = "M", TypeName = "T", MethodName = "M", InputShape = [4], Classes = 2 };

    [Theory]
    [InlineData(8)]
    [InlineData(64)]
    [InlineData(1000)]
    public void Weights_that_nobody_initialised_are_named_with_the_cure(int channels)
    {
        // What the memory holds is chance: seen to differ 299 times of 300.
        var messages = Enumerable.Range(0, 5).Select(_ => Problem(() => Sequential(("convolution", Conv2d(3, channels, 3)), ("norm", GroupNorm(2, channels)))));
        var message = messages.FirstOrDefault(m => m is not null);
        Assert.Contains("'norm.weight'", message, StringComparison.Ordinal);
        Assert.Contains("init.ones_(norm.weight)", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_from_elsewhere_than_torch_are_named()
    {
        var draws = new Random(1);
        var message = Problem(() =>
        {
            var layer = Linear(4, 4);
            using (no_grad()) init.constant_(layer.bias!, draws.NextDouble());
            return Sequential(("layer", layer));
        });
        Assert.Contains("'layer.bias'", message, StringComparison.Ordinal);
        Assert.Contains("from torch", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Buffers_count_as_weights_do()
    {
        var call = 0;
        Assert.Contains("'offset'", Problem(() => new Shifted(++call)), StringComparison.Ordinal);
    }

    [Fact]
    public void One_model_for_every_call_and_another_architecture_at_each_are_named()
    {
        using var only = Sequential(("layer", Linear(4, 2)));
        Assert.Contains("the same model at each call", Problem(() => only), StringComparison.Ordinal);

        var depth = 0;
        Assert.Contains("other parameters", Problem(() => Sequential(Enumerable.Range(0, ++depth).Select(i => ($"{i}", (Module<Tensor, Tensor>)Linear(4, 4))))), StringComparison.Ordinal);
    }

    [Fact]
    public void Models_that_follow_from_the_seed_are_no_problem()
    {
        Assert.Null(Problem(() => Sequential(("a", Linear(4, 300)), ("b", BatchNorm1d(300)), ("c", Dropout(0.5)), ("d", Linear(300, 2)))));
        Assert.Null(Problem(() => Sequential(("a", Conv2d(3, 64, 3)), ("b", BatchNorm2d(64)), ("c", PReLU(64)), ("d", LayerNorm(30)))));
        Assert.Null(Problem(() => new Shifted(double.NaN)));
    }

    private static string? Problem(Func<Module<Tensor, Tensor>> factory)
    {
        var created = ModelFactory.Create(Model, factory, seed: 3, CPU);
        try
        {
            RepeatCheck.Check(Model, factory, created, seed: 3);
            return null;
        }
        catch (ScoringException e)
        {
            Assert.Equal(Rules.NotRepeatable.Id, e.Finding.Id);
            return e.Finding.Message;
        }
    }

    private sealed class Shifted : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> layer = Linear(4, 2);

        public Shifted(double offset) : base(nameof(Shifted))
        {
            register_buffer("offset", tensor(offset));
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => layer.call(input) + get_buffer("offset")!;
    }
}
