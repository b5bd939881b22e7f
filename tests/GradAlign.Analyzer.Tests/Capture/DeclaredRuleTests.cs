using GradAlign.Analyzer.Capture;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Capture;

public sealed class DeclaredRuleTests
{
    private const int Classes = 3;

    [Fact]
    public void A_modules_own_rule_is_used_and_equals_the_per_sample_loop()
    {
        using var model = Model(new Affine());
        using var batch = EngineComparison.Batch(6, [4, 5], Classes);
        EngineComparison.AssertExact(model, batch);
        var captured = GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample);
        Assert.Null(captured.LoopReason);
        Assert.Null(captured.PartialLoop);
    }

    [Theory]
    [InlineData("throws", 2, "its own rule threw InvalidOperationException: not today")]
    [InlineData("another shape", 2, "it gives [5] for a parameter of [4, 5], which needs [6, 4, 5]")]
    [InlineData("leaves one out", 1, "its own rule leaves them out")]
    public void A_rule_that_cannot_serve_sends_its_parameters_alone_through_the_loop(string fault, int parameters, string reason)
    {
        using var model = Model(new Affine(fault));
        using var batch = EngineComparison.Batch(6, [4, 5], Classes);
        var part = PartialLoopTests.AssertExact(model, batch);
        Assert.Equal(parameters, part.Parameters);
        Assert.Contains(reason, part.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("wrong by sample")]
    public void A_rule_that_is_wrong_sends_the_model_through_the_loop(string fault)
    {
        using var model = Model(new Affine(fault));
        using var batch = EngineComparison.Batch(6, [4, 5], Classes);
        var inventory = new ModelInventory(model);
        var captured = GradientCapture.Measure(model, inventory, batch, BatchNormMode.PerSample);
        Assert.Contains("'affine.shift'", captured.LoopReason, StringComparison.Ordinal);
        using var none = new BatchNormStatistics();
        var loop = GradientCapture.Total(PerSampleLoop.Measure(model, inventory, batch, [0, 1, 2, 3, 4, 5], none), 6);
        var total = GradientCapture.Total(captured.Grams, 6);
        Assert.All(Enumerable.Range(0, 36), k => Assert.Equal(loop[k / 6, k % 6], total[k / 6, k % 6], 1e-12 * loop.Trace));
    }

    private static TorchSharp.Modules.Sequential Model(Affine affine)
    {
        manual_seed(1);
        return Sequential(("before", Linear(5, 5)), ("affine", affine), ("tanh", Tanh()), ("flatten", Flatten()), ("head", Linear(20, Classes))).to(ScalarType.Float64);
    }

    /// <summary>y = γ ∘ x + β with γ a number a feature and β one a token and feature.</summary>
    private sealed class Affine : Module<Tensor, Tensor>, ILayerRule
    {
        private readonly string fault;
        private readonly Parameter scale = Parameter(rand(5));
        private readonly Parameter shift = Parameter(rand(4, 5));

        public Affine(string fault = "")
            : base(nameof(Affine))
        {
            this.fault = fault;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => scale * input + shift;

        public IEnumerable<(Parameter Parameter, Tensor Gradients)> PerSampleGradients(Tensor input, Tensor outputGradient)
        {
            if (fault == "throws") throw new InvalidOperationException("not today.");
            yield return (scale, (outputGradient * input).sum(dim: 1));
            if (fault == "leaves one out") yield break;
            yield return (shift, fault switch
            {
                "another shape" => outputGradient.sum([0, 1]),
                "wrong" => outputGradient * 1.01,
                "wrong by sample" => outputGradient.roll(1, 0), // adds up to the right sum
                _ => outputGradient,
            });
        }
    }
}
