using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Gram;
using GradAlign.Analyzer.Inputs;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Capture;

public sealed class GradientCaptureTests
{
    [Fact]
    public void A_plain_network_is_taken_batched() => Assert.Null(Capture(new Custom(m => m.Second.call(functional.relu(m.First.call(m.Input))))).LoopReason);

    [Theory]
    [InlineData("bypassed")]
    [InlineData("mixed")]
    [InlineData("as many tokens as samples")]
    [InlineData("random")]
    public void What_the_capture_cannot_see_goes_through_the_loop_with_a_reason(string kind)
    {
        var (forward, reason) = kind switch
        {
            "bypassed" => ((Func<Custom, Tensor>)(m => m.Second.call(functional.tanh(m.First.call(m.Input) + m.First.bias!))), "bypasses it"),
            "mixed" => (m => m.Second.call(Centred(functional.tanh(m.First.call(m.Input)))), "mixes samples"),
            "as many tokens as samples" => (m => m.Second.call(functional.tanh(m.First.call(m.Input) + m.Positions.call(arange(6)).mean([0]) * 1e-4)), "alone"),
            _ => (m => m.Second.call(functional.dropout(m.First.call(m.Input), 0.5, m.training)), "random numbers"),
        };
        var captured = Capture(new Custom(forward));
        Assert.Contains(reason, captured.LoopReason, StringComparison.Ordinal);
        Assert.True(GradientCapture.Total(captured.Grams, 6).IsFinite);
    }

    [Fact]
    public void An_operation_in_place_behind_a_layer_equals_the_loop()
    {
        using var model = new Custom(m => m.Second.call(m.First.call(m.Input).tanh_()).sigmoid_());
        using var batch = EngineComparison.Batch(6, [5], 3);
        var captured = GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample);
        Assert.Null(captured.LoopReason);
        EngineComparison.AssertEqualsLoop(model, batch, captured);
    }

    [Fact]
    public void A_module_that_is_called_twice_is_the_sum_of_its_calls()
    {
        using var model = new Custom(m => m.Second.call(m.First.call(functional.tanh(m.Square.call(functional.tanh(m.Square.call(m.Input)))))));
        using var batch = EngineComparison.Batch(6, [5], 3);
        var captured = GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample);
        Assert.Null(captured.LoopReason);
        var inventory = new ModelInventory(model);
        using var none = new BatchNormStatistics();
        var loop = PerSampleLoop.Measure(model, inventory, batch, [0, 1, 2, 3, 4, 5], none);
        var (fast, slow) = (GradientCapture.Total(captured.Grams, 6), GradientCapture.Total(loop, 6));
        Assert.All(Enumerable.Range(0, 36), k => Assert.Equal(slow[k / 6, k % 6], fast[k / 6, k % 6], 1e-10 * slow.Trace));
    }

    [Fact]
    public void A_model_that_draws_random_numbers_is_scored_the_same_twice()
    {
        using var model = new Custom(m => m.Second.call(functional.dropout(m.First.call(m.Input), 0.5, m.training)));
        using var batch = EngineComparison.Batch(6, [5], 3);
        GramMatrix Once() => GradientCapture.Total(GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample).Grams, 6);
        var first = Once();
        _ = rand(3);
        var second = Once();
        Assert.All(Enumerable.Range(0, 36), k => Assert.Equal(first[k / 6, k % 6], second[k / 6, k % 6]));
    }

    [Fact]
    public void An_output_without_a_graph_is_undefined_in_every_mode()
    {
        foreach (var mode in Enum.GetValues<BatchNormMode>())
        {
            using var model = new Custom(m => m.Second.call(m.First.call(m.Input)).detach());
            using var batch = EngineComparison.Batch(6, [5], 3);
            Assert.Contains("does not depend", GradientCapture.Measure(model, new(model), batch, mode).Undefined, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_Gram_matrix_is_symmetric_and_positive_semidefinite()
    {
        var gram = GradientCapture.Total(Capture(new Custom(m => m.Second.call(functional.relu(m.First.call(m.Input))))).Grams, 6);
        Assert.All(Enumerable.Range(0, 36), k => Assert.Equal(gram[k / 6, k % 6], gram[k % 6, k / 6], 1e-12 * gram.Trace));
        var matrix = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(6, 6, (i, j) => gram[i, j]);
        Assert.All(matrix.Evd().EigenValues, v => Assert.True(v.Real > -1e-12 * gram.Trace));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_loss_that_is_not_finite_is_undefined(float weight)
    {
        using var model = new Custom(m => m.Second.call(m.First.call(m.Input)));
        using (no_grad()) model.Second.weight.fill_(weight);
        using var batch = EngineComparison.Batch(6, [5], 3);
        Assert.Contains("not finite", GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample).Undefined, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_parameters_is_undefined()
    {
        using var model = Sequential(("flatten", Flatten()));
        using var batch = EngineComparison.Batch(6, [3], 3);
        Assert.Contains("no trainable parameter", GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample).Undefined, StringComparison.Ordinal);
    }

    [Fact]
    public void Exact_batch_statistics_add_up_to_the_gradient_of_the_batch()
    {
        manual_seed(9);
        using var model = Sequential(("conv", Conv2d(2, 4, 3)), ("norm", BatchNorm2d(4)), ("relu", ReLU()), ("flatten", Flatten()), ("head", Linear(4 * 4 * 3, 3))).to(ScalarType.Float64);
        using var batch = EngineComparison.Batch(6, [2, 6, 5], 3);
        var captured = GradientCapture.Measure(model, new(model), batch, BatchNormMode.Batch);
        model.train();
        model.zero_grad();
        SampleLosses.Of(model.call(batch.Inputs), batch.Targets).sum().backward();
        var squaredNorm = model.parameters().Sum(p => p.grad!.pow(2).sum().item<double>());
        Assert.Equal(squaredNorm, GradientCapture.Total(captured.Grams, 6).Sum, 1e-10 * squaredNorm);
    }

    [Fact]
    public void The_scored_model_is_left_as_it_was()
    {
        manual_seed(5);
        using var model = Sequential(("conv", Conv2d(1, 4, 3)), ("norm", BatchNorm2d(4)), ("drop", Dropout(0.5)), ("flatten", Flatten()), ("head", Linear(4 * 9, 3)));
        using var batch = EngineComparison.Batch(6, [1, 5, 5], 3, ScalarType.Float32);
        SampleLosses.Of(model.call(batch.Inputs), batch.Targets).sum().backward();
        ((Module)model.named_modules().Single(m => m.name == "norm").module).eval();
        var frozen = model.named_parameters().Single(p => p.name == "conv.bias").parameter;
        frozen.requires_grad = false;
        var before = State(model);
        var random = torch.random.get_rng_state();
        _ = ModelMeasurement.Run(model, batch, 3, BatchNormMode.PerSample);
        Assert.Equal(before, State(model));
        Assert.Equal(random.data<byte>().ToArray(), torch.random.get_rng_state().data<byte>().ToArray());
    }

    private static Tensor Centred(Tensor x) => x - x.mean([0], keepdim: true) * 0.5;

    private static CapturedGradients Capture(Custom model)
    {
        using var batch = EngineComparison.Batch(6, [5], 3);
        return GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample);
    }

    private static string State(Module model) => string.Join("\n",
    [
        .. model.named_parameters().Select(p => $"{p.name} {p.parameter.requires_grad} {Text(p.parameter)} {Text(p.parameter.grad)}"),
        .. model.named_buffers().Select(b => $"{b.name} {Text(b.buffer)}"),
        .. model.named_modules().Select(m => $"{m.name} {m.module.training}"),
    ]);

    private static string Text(Tensor? tensor) => tensor is null ? "none" : string.Join(",", tensor.detach().to(ScalarType.Float64).reshape(-1).data<double>().ToArray());

    /// <summary>A model whose forward pass is a lambda.</summary>
    private sealed class Custom : Module<Tensor, Tensor>
    {
        private readonly Func<Custom, Tensor> run;
        public Custom(Func<Custom, Tensor> run)
            : base(nameof(Custom))
        {
            this.run = run;
            RegisterComponents();
            register_module("positions", Positions);
            register_module("first", First);
            register_module("second", Second);
            register_module("square", Square);
            this.to(ScalarType.Float64);
        }

        public Linear First { get; } = Linear(5, 8);

        public Linear Second { get; } = Linear(8, 3);

        public Linear Square { get; } = Linear(5, 5);

        public Embedding Positions { get; } = Embedding(6, 8);

        public Tensor Input { get; private set; } = zeros(1);

        public override Tensor forward(Tensor input)
        {
            Input = input;
            return run(this);
        }
    }
}
