using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Inputs;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Capture;

/// <summary>Layers whose first dimension is not the batch: rows of a sample folded into it, or time first.</summary>
public sealed class RowAssignmentTests
{
    private const int Classes = 3;
    private const int Samples = 4;
    private const int Steps = 6;
    private const int Width = 5;

    // Each on inputs of [n × 6 × 5], or on tokens of [n × 6], to [n × …].
    private static readonly Dictionary<string, Func<Folded>> Models = new()
    {
        ["nodes"] = () => new(Linear(Width, 7), (layer, x) => layer(x.reshape(-1, Width)).reshape(x.shape[0], -1)),
        ["nodes, time first"] = () => new(Linear(Width, 7), (layer, x) => layer(x.transpose(0, 1).reshape(-1, Width)).reshape(Steps, x.shape[0], 7).transpose(0, 1)),
        ["windows of tokens"] = () => new(Linear(Width, 7), (layer, x) => layer(x.reshape(-1, 2, Width)).reshape(x.shape[0], -1)),
        ["time first"] = () => new(Linear(Width, 7), (layer, x) => layer(x.transpose(0, 1)).transpose(0, 1)),
        ["time first, as many steps as samples"] = () => new(Linear(Width, 7), (layer, x) => layer(x.narrow(1, 0, Samples).transpose(0, 1)).transpose(0, 1)),
        ["time first, twice as many steps as samples"] = () => new(Linear(Width, 7), (layer, x) => layer(cat([x, x.narrow(1, 0, 2)], 1).transpose(0, 1)).transpose(0, 1)),
        ["norm, time first"] = () => new(LayerNorm(Width), (layer, x) => layer(x.transpose(0, 1)).transpose(0, 1)),
        ["norm of nodes"] = () => new(LayerNorm(Width), (layer, x) => layer(x.reshape(-1, Width)).reshape(x.shape[0], -1)),
        ["group norm of frames"] = () => new(GroupNorm(1, Width), (layer, x) => layer(x.reshape(-1, Width, 1)).reshape(x.shape[0], -1)),
        ["convolution over frames"] = () => new(Conv1d(1, 3, 3), (layer, x) => layer(x.reshape(-1, 1, Width)).reshape(x.shape[0], -1)),
        ["convolution over frames, time first"] = () => new(Conv1d(1, 3, 3), (layer, x) => layer(x.transpose(0, 1).reshape(-1, 1, Width)).reshape(Steps, x.shape[0], -1).transpose(0, 1)),
        ["batch norm of frames"] = () => new(BatchNorm1d(1), (layer, x) => layer(x.reshape(-1, 1, Width)).reshape(x.shape[0], -1)),
        ["batch norm of nodes"] = () => new(BatchNorm1d(Width), (layer, x) => layer(x.reshape(-1, Width)).reshape(x.shape[0], -1)),
        ["tokens"] = () => new(Embedding(9, Width), (layer, x) => layer(x.reshape(-1)).reshape(x.shape[0], -1)),
        ["tokens, time first"] = () => new(Embedding(9, Width), (layer, x) => layer(x.transpose(0, 1)).transpose(0, 1)),
    };

    public static TheoryData<string> Names() => [.. Models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Folded_rows_equal_the_per_sample_loop(string name)
    {
        manual_seed(1);
        using var model = Models[name]();
        using var batch = Batch(name);
        AssertBatched(model, batch, new());
    }

    [Theory]
    [InlineData("nodes, time first")]
    [InlineData("time first, as many steps as samples")]
    [InlineData("convolution over frames, time first")]
    public void A_second_seed_knows_the_assignment(string name)
    {
        var memory = new StructureMemory();
        using var batch = Batch(name);
        for (var seed = 1; seed <= 2; seed++)
        {
            manual_seed(seed);
            using var model = Models[name]();
            AssertBatched(model, batch, memory);
        }
    }

    [Fact]
    public void Where_no_assignment_is_right_the_layer_alone_goes_through_the_loop()
    {
        manual_seed(2);
        using var model = new Folded(Linear(Width, 7), (layer, x) => layer(x.reshape(x.shape[0] / 2 + x.shape[0] % 2, -1, Steps, Width).transpose(1, 2).reshape(-1, Width))
            .reshape(x.shape[0] / 2 + x.shape[0] % 2, Steps, -1, 7).transpose(1, 2).reshape(x.shape[0], -1));
        using var batch = Batch("pairs");
        Assert.Contains("of which it cannot be told what belongs to which sample", PartialLoopTests.AssertExact(model, batch).Why, StringComparison.Ordinal);
    }

    private static ScoringBatch Batch(string name) => name.StartsWith("tokens", StringComparison.Ordinal)
        ? new(randint(0, 9, [Samples, Steps]), arange(Samples) % Classes)
        : EngineComparison.Batch(Samples, [Steps, Width], Classes);

    private static void AssertBatched(Module<Tensor, Tensor> model, ScoringBatch batch, StructureMemory memory)
    {
        var captured = GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample, new() { Structures = memory });
        Assert.Null(captured.LoopReason);
        Assert.True(captured.PartialLoop is null, captured.PartialLoop?.Why);
        EngineComparison.AssertEqualsLoop(model, batch, captured);
    }

    private sealed class Folded : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> layer;
        private readonly Func<Func<Tensor, Tensor>, Tensor, Tensor> around;
        private readonly Module<Tensor, Tensor> before = Linear(Width, Width);
        private readonly Module<Tensor, Tensor> head;

        public Folded(Module<Tensor, Tensor> layer, Func<Func<Tensor, Tensor>, Tensor, Tensor> around)
            : base(nameof(Folded))
        {
            this.layer = layer;
            this.around = around;
            var isTable = layer is TorchSharp.Modules.Embedding;
            using var probe = around(layer.call, isTable ? zeros(2, Steps, dtype: ScalarType.Int64) : randn(2, Steps, Width));
            head = Linear(probe.numel() / 2, Classes);
            RegisterComponents();
            if (isTable) foreach (var parameter in before.parameters()) parameter.requires_grad = false;
            foreach (var (_, parameter) in layer.named_parameters()) init.uniform_(parameter, -1, 1);
            this.to(ScalarType.Float64);
        }

        public override Tensor forward(Tensor input) =>
            head.call(around(layer.call, is_floating_point(input) ? before.call(input) : input).tanh().flatten(1));
    }
}
