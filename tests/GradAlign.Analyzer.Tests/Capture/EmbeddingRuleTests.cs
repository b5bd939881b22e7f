using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Capture.Layers;
using GradAlign.Analyzer.Inputs;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Capture;

public sealed class EmbeddingRuleTests
{
    private const int Classes = 3;

    private static readonly Dictionary<string, Func<Embedding>> Tables = new()
    {
        ["plain"] = () => Embedding(9, 4),
        ["padding index"] = () => Embedding(9, 4, padding_idx: 2),
        ["padding index 0"] = () => Embedding(9, 4, padding_idx: 0),
        ["largest norm"] = () => Embedding(9, 4, max_norm: 0.5),
        ["sparse gradients"] = () => Embedding(9, 4, sparse: true),
        ["sparse gradients and padding"] = () => Embedding(9, 4, padding_idx: 1, sparse: true),
        ["one row"] = () => Embedding(1, 4),
        ["one row, of padding"] = () => Embedding(1, 4, padding_idx: 0),
    };

    public static TheoryData<string> Names() => [.. Tables.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Embedding_equals_the_per_sample_loop(string table)
    {
        foreach (var dtype in new[] { ScalarType.Float64, ScalarType.Float32 })
        {
            manual_seed(4);
            using var embedding = Tables[table]();
            using var model = Sequential(("embed", embedding), ("flatten", Flatten()), ("linear", Linear(4 * 6, Classes))).to(dtype);
            using var batch = Tokens(embedding.weight!.shape[0]);
            EngineComparison.AssertExact(model, batch);
        }
    }

    [Fact]
    public void Tokens_in_several_dimensions_equal_the_per_sample_loop()
    {
        manual_seed(4);
        using var model = Sequential(("embed", Embedding(9, 4)), ("flatten", Flatten()), ("linear", Linear(4 * 6, Classes))).to(ScalarType.Float64);
        using var batch = new ScoringBatch(randint(0, 9, [5, 2, 3]), arange(5) % Classes);
        EngineComparison.AssertExact(model, batch);
    }

    [Fact]
    public void The_row_of_the_padding_index_has_no_gradient()
    {
        using var model = Sequential(("embed", Embedding(9, 4, padding_idx: 2)), ("flatten", Flatten()), ("linear", Linear(4 * 6, Classes))).to(ScalarType.Float64);
        using var batch = new ScoringBatch(full([5, 6], 2, dtype: ScalarType.Int64), arange(5) % Classes);
        var captured = GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample);
        Assert.Null(captured.LoopReason);
        Assert.Null(captured.PartialLoop);
        Assert.Equal(0, captured.Grams.Single(g => g.Key.Name == "embed.weight").Value.Trace);
    }

    [Fact]
    public void An_embedding_scaled_by_frequency_alone_goes_through_the_loop()
    {
        manual_seed(4);
        using var model = Sequential(("embed", Embedding(9, 4, scale_grad_by_freq: true)), ("flatten", Flatten()), ("linear", Linear(4 * 6, Classes))).to(ScalarType.Float64);
        using var batch = Tokens(9);
        var part = PartialLoopTests.AssertExact(model, batch);
        Assert.Equal(1, part.Parameters);
        Assert.Contains("scaled by how often a token occurs", part.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_embedding_called_twice_on_other_tokens_is_the_sum_of_its_calls(bool padded)
    {
        manual_seed(4);
        using var model = new Twice(padded);
        using var batch = new ScoringBatch(cat([randint(0, 4, [5, 3]), randint(3, 9, [5, 3])], 1), arange(5) % Classes);
        EngineComparison.AssertExact(model, batch);
    }

    [Fact]
    public void Asking_an_embedding_leaves_its_gradient_alone()
    {
        using var embedding = Embedding(5, 3);
        embedding.call(arange(2)).sum().backward();
        Assert.False(EmbeddingRule.ScalesByFrequency(embedding));
        Assert.Equal(6, embedding.weight!.grad!.sum().item<float>());
    }

    [Fact]
    public void Asking_an_embedding_does_not_rescale_its_rows()
    {
        using var embedding = Embedding(5, 3, max_norm: 0.1);
        var before = embedding.weight!.detach().clone();
        Assert.False(EmbeddingRule.ScalesByFrequency(embedding));
        Assert.Equal(before.data<float>().ToArray(), embedding.weight!.data<float>().ToArray());
    }

    private static ScoringBatch Tokens(long rows) => new(randint(0, rows, [5, 6]), arange(5) % Classes);

    private sealed class Twice : Module<Tensor, Tensor>
    {
        private readonly Embedding table;
        private readonly Linear head = Linear(4 * 3, Classes);

        public Twice(bool padded)
            : base(nameof(Twice))
        {
            table = Embedding(9, 4, padding_idx: padded ? 3 : null);
            RegisterComponents();
            this.to(ScalarType.Float64);
        }

        public override Tensor forward(Tensor input)
        {
            var (left, right) = (table.call(input.narrow(1, 0, 3)), table.call(input.narrow(1, 3, 3)));
            return head.call((left * right.tanh()).flatten(1));
        }
    }
}
