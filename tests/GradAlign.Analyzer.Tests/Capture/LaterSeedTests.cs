using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Inputs;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Capture;

/// <summary>A later seed's pass leaves the parameters of what is watched without a gradient: every kind of model must still equal the per-sample loop.</summary>
public sealed class LaterSeedTests
{
    private const int Samples = 8;
    private const int Width = 6;
    private const int Tokens = 9;

    private static readonly Dictionary<string, Func<Module<Tensor, Tensor>>> Models = new()
    {
        ["raw parameters"] = () => new TokenModel(raw: true),
        ["a recurrent layer"] = () => new TokenModel(recurrent: GRU(Width, Width, batchFirst: true)),
        ["native attention"] = () => new TokenModel(native: MultiheadAttention(Width, 2)),
        ["native attention with separate projections"] = () => new TokenModel(native: MultiheadAttention(Width, 2, kdim: Width + 1, vdim: Width + 1)),
        ["an encoder layer"] = () => new TokenModel(native: TransformerEncoderLayer(Width, 2, 7, dropout: 0)),
        ["a recurrent layer and native attention"] = () => new TokenModel(recurrent: GRU(Width, Width, batchFirst: true), native: MultiheadAttention(Width, 2), raw: true),
        ["a weight of native attention that a linear layer has too"] = () => new TokenModel(native: MultiheadAttention(Width, 2), sharesProjection: true),
        ["a norm of an encoder layer that a layer norm has too"] = () => new TokenModel(native: TransformerEncoderLayer(Width, 2, 7, dropout: 0), sharesNorm: true),
        ["a weight tied between the embedding and the output"] = () => new TokenModel(isTied: true),
    };

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var name in Models.Keys)
        {
            foreach (var loss in new[] { "cross-entropy", "the user's, one number", "next token" }) data.Add(name, loss);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_later_seed_equals_the_per_sample_loop(string name, string loss)
    {
        var memory = new StructureMemory();
        var passes = new List<int>();
        for (var seed = 0; seed < 3; seed++)
        {
            manual_seed(seed);
            using var model = Made(name, loss);
            using var batch = Batch(loss);
            var whole = 0;
            var captured = Measure(model, batch, memory, long.MaxValue, n => whole += n == Samples ? 1 : 0);
            Assert.Null(captured.LoopReason);
            EngineComparison.AssertEqualsLoop(model, batch, captured);
            passes.Add(whole);
        }

        // A second pass of the batch would be the engine starting over, with every guard.
        Assert.Equal([1, 1, 1], passes);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Less_memory_gives_what_the_per_sample_loop_gives(string name, string loss)
    {
        var memory = new StructureMemory();
        for (var seed = 0; seed < 2; seed++)
        {
            manual_seed(seed);
            using var model = Made(name, loss);
            using var batch = Batch(loss);
            var largest = 0L;
            var captured = Measure(model, batch, memory, limit: 14_000, n => largest = Math.Max(largest, n));
            Assert.InRange(largest, 2, Samples - 1);
            Assert.Null(captured.LoopReason);
            EngineComparison.AssertEqualsLoop(model, batch, captured);
        }
    }

    private static CapturedGradients Measure(Module<Tensor, Tensor> model, ScoringBatch batch, StructureMemory memory, long limit, Action<long> pass)
    {
        var inventory = new ModelInventory(model);
        if (memory.TraceOf(inventory, batch) is null) memory.Add(inventory, batch, ExecutionTrace.Run(model, inventory, batch, Tokens));
        var hook = model.register_forward_pre_hook((_, input) =>
        {
            pass(input.shape[0]);
            return input;
        });
        try
        {
            return GradientCapture.Measure(model, inventory, batch, BatchNormMode.PerSample, new() { Structures = memory, Limit = limit });
        }
        finally
        {
            hook.remove();
        }
    }

    private static TokenModel Made(string name, string loss)
    {
        var model = (TokenModel)Models[name]();
        model.HasPositions = loss == "next token";
        ModelPrecision.Double(model);
        return model;
    }

    private static ScoringBatch Batch(string loss)
    {
        var inputs = randint(0, Tokens, [Samples, 4]);
        return loss switch
        {
            "next token" => new(inputs, inputs.roll(-1, 1).masked_fill(inputs.eq(2), CrossEntropy.Ignored)) { Loss = new CrossEntropy(Tokens, tokens: true) },
            "cross-entropy" => new(inputs, arange(Samples) % Tokens) { Loss = new CrossEntropy(Tokens) },
            _ => new(inputs, randn(Samples, Tokens, dtype: ScalarType.Float64)) { Loss = new UserLoss("Squared.Loss", (output, target) => functional.mse_loss(output, target)) },
        };
    }

    /// <summary>Tokens, what is under test, and a logit a token: for every position, or one for all.</summary>
    private sealed class TokenModel : Module<Tensor, Tensor>
    {
        private readonly Embedding embed = Embedding(Tokens, Width);
        private readonly Linear mix = Linear(Width, Width);
        private readonly Linear? keys;
        private readonly LayerNorm norm = LayerNorm(Width);
        private readonly Linear head = Linear(Width, Tokens);
        private readonly GRU? recurrent;
        private readonly Module? native;
        private readonly Parameter? positions;

        public TokenModel(bool raw = false, GRU? recurrent = null, Module? native = null, bool sharesProjection = false, bool sharesNorm = false, bool isTied = false)
            : base(nameof(TokenModel))
        {
            this.recurrent = recurrent;
            this.native = native;
            if (raw) positions = Parameter(randn(4, Width));
            if (native?.parameters().Any(p => p.shape[^1] == Width + 1) == true) keys = Linear(Width, Width + 1);
            foreach (var (name, parameter) in native?.named_parameters() ?? [])
            {
                if (name.EndsWith("bias", StringComparison.Ordinal)) init.uniform_(parameter, -1, 1); // they start at zero
            }

            if (sharesProjection) mix.weight = Of("out_proj.weight");
            if (sharesNorm) (norm.weight, norm.bias) = (Of("norm1.weight"), Of("norm1.bias"));
            if (isTied) head.weight = embed.weight!;
            RegisterComponents();
        }

        public bool HasPositions { get; set; }

        public override Tensor forward(Tensor input)
        {
            var x = norm.call(mix.call(embed.call(input)).tanh());
            if (positions is not null) x = x + positions;
            if (recurrent is not null) x = recurrent.call(x, null).Item1;
            var (first, other) = (x.transpose(0, 1), keys?.call(x).transpose(0, 1));
            x = native switch
            {
                MultiheadAttention attention => attention.call(first, other ?? first, other ?? first).Item1.transpose(0, 1),
                TransformerEncoderLayer layer => layer.call(first).transpose(0, 1),
                _ => x,
            };
            return head.call(HasPositions ? x.tanh() : x.tanh().mean([1]));
        }

        private Parameter Of(string name) => native!.named_parameters().Single(p => p.name == name).parameter;
    }
}
