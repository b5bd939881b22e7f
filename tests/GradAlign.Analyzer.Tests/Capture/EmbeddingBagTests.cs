using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Inputs;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Capture;

public sealed class EmbeddingBagTests
{
    private const int Classes = 3;
    private const int Tokens = 4;

    private static readonly Dictionary<string, Func<EmbeddingBag>> Bags = new()
    {
        ["mean"] = () => EmbeddingBag(9, 5),
        ["sum"] = () => EmbeddingBag(9, 5, mode: EmbeddingBagMode.Sum),
        ["max"] = () => EmbeddingBag(9, 5, mode: EmbeddingBagMode.Max),
        ["mean with padding"] = () => EmbeddingBag(9, 5, padding_index: 2),
        ["sum with padding"] = () => EmbeddingBag(9, 5, mode: EmbeddingBagMode.Sum, padding_index: 0),
        ["max with padding"] = () => EmbeddingBag(9, 5, mode: EmbeddingBagMode.Max, padding_index: 3),
        ["largest norm"] = () => EmbeddingBag(9, 5, max_norm: 0.5),
        ["sparse gradients"] = () => EmbeddingBag(9, 5, mode: EmbeddingBagMode.Sum, sparse: true),
    };

    public static TheoryData<string, string> Names()
    {
        var data = new TheoryData<string, string>();
        foreach (var name in Bags.Keys)
        {
            data.Add(name, "plain");
            data.Add(name, "offsets");
        }

        data.Add("sum", "weights");
        data.Add("sum", "twice");
        return data;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Bag_of_embeddings_equals_the_per_sample_loop(string name, string manner)
    {
        foreach (var dtype in new[] { ScalarType.Float64, ScalarType.Float32 })
        {
            manual_seed(3);
            using var model = new Bagged(Bags[name](), manner, dtype);
            using var batch = new ScoringBatch(randint(0, 9, [6, Tokens]), arange(6) % Classes);
            EngineComparison.AssertExact(model, batch);
        }
    }

    [Fact]
    public void A_bag_of_one_token_equals_the_per_sample_loop()
    {
        manual_seed(4);
        using var model = new Bagged(Bags["sum"](), "plain", ScalarType.Float64);
        using var batch = new ScoringBatch(randint(0, 9, [6, 1]), arange(6) % Classes);
        EngineComparison.AssertExact(model, batch);
    }

    [Fact]
    public void A_bag_scaled_by_frequency_alone_goes_through_the_loop()
    {
        manual_seed(5);
        using var model = new Bagged(EmbeddingBag(9, 5, scale_grad_by_freq: true), "plain", ScalarType.Float64);
        using var batch = new ScoringBatch(randint(0, 9, [6, Tokens]), arange(6) % Classes);
        Assert.Contains("how often a token occurs", PartialLoopTests.AssertExact(model, batch).Why, StringComparison.Ordinal);
    }

    private sealed class Bagged : Module<Tensor, Tensor>
    {
        private readonly string manner;
        private readonly EmbeddingBag bag;
        private readonly Embedding scale = Embedding(9, 1);
        private readonly Linear head = Linear(5, Classes);

        public Bagged(EmbeddingBag bag, string manner, ScalarType dtype)
            : base(nameof(Bagged))
        {
            this.bag = bag;
            this.manner = manner;
            RegisterComponents();
            if (manner != "weights") scale.weight!.requires_grad = false;
            this.to(dtype);
        }

        public override Tensor forward(Tensor input) => head.call(manner switch
        {
            "offsets" => bag.call(input.reshape(-1), arange(input.shape[0]) * Tokens),
            "weights" => bag.call(input, null, scale.call(input).squeeze(2)),
            "twice" => bag.call(input) * bag.call(input.narrow(1, 0, 2)),
            _ => bag.call(input),
        });
    }
}
