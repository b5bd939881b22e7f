using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Inputs;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Capture;

public sealed class PartialLoopTests
{
    private const int Classes = 3;

    /// <summary>Asserts that some parameters, but not all, went through the loop, and that all are equal to the loop's.</summary>
    internal static PartialLoop AssertExact(Module<Tensor, Tensor> model, ScoringBatch batch)
    {
        var inventory = new ModelInventory(model);
        var captured = GradientCapture.Measure(model, inventory, batch, BatchNormMode.PerSample);
        Assert.Null(captured.LoopReason);
        Assert.NotNull(captured.PartialLoop);
        Assert.Equal(batch.Inputs.shape[0], captured.PartialLoop.Passes);
        Assert.InRange(captured.PartialLoop.Parameters, 1, inventory.Parameters.Count - 1);
        Assert.Equal(inventory.Parameters.Select(p => p.Name), captured.Grams.Keys.Select(p => p.Name));
        EngineComparison.AssertEqualsLoop(model, batch, captured);
        return captured.PartialLoop;
    }

    [Fact]
    public void Raw_parameters_alone_go_through_the_loop_and_are_named()
    {
        manual_seed(1);
        using var model = new Tokens();
        using var batch = EngineComparison.Batch(6, [4, 5], Classes);
        var part = AssertExact(model, batch);
        Assert.Equal((2, 6), (part.Parameters, part.Of));
        Assert.Contains("'cls', 'positions' of the model itself (Tokens): parameters of a module of yours", part.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_called_by_forward_alone_goes_through_the_loop()
    {
        manual_seed(4);
        using var model = new Hidden();
        using var batch = EngineComparison.Batch(6, [5], Classes);
        Assert.Contains("'first' (Linear): called by forward() instead of call()", AssertExact(model, batch).Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_layer_whose_batch_is_in_no_known_place_alone_goes_through_the_loop(bool often)
    {
        manual_seed(5);
        using var model = new Scattered(often);
        using var batch = EngineComparison.Batch(6, [4, 5], Classes);
        var part = AssertExact(model, batch);
        Assert.Equal(2, part.Parameters);
        Assert.Contains("'mix' (Linear): called on [4, 2, 3, 5], whose first dimension is not the batch", part.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_no_rule_covers_goes_through_the_loop_as_a_whole()
    {
        using var model = new Raw();
        using var batch = EngineComparison.Batch(6, [5], Classes);
        var captured = GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample);
        Assert.Null(captured.PartialLoop);
        Assert.Contains("'weight' of the model itself (Raw)", captured.LoopReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_that_need_no_gradient_are_no_reason_for_the_loop()
    {
        using var model = new Tokens();
        foreach (var (name, parameter) in model.named_parameters()) parameter.requires_grad = name.Contains('.', StringComparison.Ordinal);
        using var batch = EngineComparison.Batch(6, [4, 5], Classes);
        var captured = GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample);
        Assert.Null(captured.PartialLoop);
        Assert.Null(captured.LoopReason);
        Assert.Equal(4, captured.Grams.Count);
    }

    [Fact]
    public void Many_layers_of_one_reason_are_told_in_one_line_with_what_to_write()
    {
        manual_seed(6);
        using var model = new ManyHidden();
        using var batch = EngineComparison.Batch(6, [5], Classes);
        Assert.Equal(
            "'hidden0' (Linear), 'hidden1' (Linear) and 10 more modules: called by forward() instead of call() (write layer.call(x))", AssertExact(model, batch).Why);
    }

    [Fact]
    public void The_report_names_the_parameters_and_the_passes()
    {
        using var model = new Tokens();
        using var batch = EngineComparison.Batch(6, [4, 5], Classes);
        var seed = ModelMeasurement.Run(model, batch, Classes, BatchNormMode.PerSample);
        var finding = Assert.Single(GradAlign.Analyzer.Reporting.ModelReportBuilder.Findings([seed]));
        Assert.Equal("GA0009", finding.Id);
        Assert.StartsWith("2 of 6 parameters took 6 passes of one sample a seed", finding.Message, StringComparison.Ordinal);
        Assert.Contains("'cls', 'positions'", finding.Message, StringComparison.Ordinal);
    }

    private sealed class ManyHidden : Module<Tensor, Tensor>
    {
        private readonly Linear[] hidden = [.. Enumerable.Range(0, 12).Select(_ => Linear(5, 5))];
        private readonly Linear head = Linear(5, Classes);

        public ManyHidden()
            : base(nameof(ManyHidden))
        {
            for (var i = 0; i < hidden.Length; i++) register_module($"hidden{i}", hidden[i]);
            RegisterComponents();
            this.to(ScalarType.Float64);
        }

        public override Tensor forward(Tensor x) => head.call(hidden.Aggregate(x, (h, layer) => layer.forward(h).tanh()));
    }

    private sealed class Tokens : Module<Tensor, Tensor>
    {
        private readonly Parameter cls = Parameter(randn(1, 1, 5));
        private readonly Parameter positions = Parameter(randn(5, 5));
        private readonly Linear mix = Linear(5, 5);
        private readonly Linear head = Linear(5, Classes);

        public Tokens()
            : base(nameof(Tokens))
        {
            RegisterComponents();
            this.to(ScalarType.Float64);
        }

        public override Tensor forward(Tensor input)
        {
            var tokens = cat([cls.expand(input.shape[0], 1, 5), input], 1) + positions;
            return head.call(mix.call(tokens).tanh().mean([1]));
        }
    }

    private sealed class Scattered : Module<Tensor, Tensor>
    {
        private readonly bool often;
        private readonly Linear mix = Linear(5, 5);
        private readonly Linear head = Linear(5, Classes);

        public Scattered(bool often)
            : base(nameof(Scattered))
        {
            this.often = often;
            RegisterComponents();
            this.to(ScalarType.Float64);
        }

        public override Tensor forward(Tensor input)
        {
            var tokens = often ? mix.call(input).tanh() : input;
            return head.call(mix.call(tokens.transpose(0, 1).reshape(4, input.shape[0] % 2 == 0 ? 2 : 1, -1, 5)).tanh().mean([0]).reshape(input.shape[0], 5));
        }
    }

    private sealed class Hidden : Module<Tensor, Tensor>
    {
        private readonly Linear first = Linear(5, 7);
        private readonly Linear second = Linear(7, Classes);

        public Hidden()
            : base(nameof(Hidden))
        {
            RegisterComponents();
            this.to(ScalarType.Float64);
        }

        public override Tensor forward(Tensor input) => second.call(first.forward(input).tanh());
    }

    private sealed class Raw : Module<Tensor, Tensor>
    {
        private readonly Parameter weight = Parameter(randn(5, Classes, dtype: ScalarType.Float64));

        public Raw()
            : base(nameof(Raw)) => RegisterComponents();

        public override Tensor forward(Tensor input) => input.matmul(weight);
    }
}
