using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Inputs;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Capture;

/// <summary>Parameters that several calls, or several modules, have in common.</summary>
public sealed class SharedParameterTests
{
    private const int Classes = 3;

    public static TheoryData<string> Layers() => ["linear", "convolution", "transposed convolution", "batch norm", "group norm", "layer norm", "prelu"];

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_module_that_is_called_twice_equals_the_per_sample_loop(string layer)
    {
        manual_seed(1);
        using var model = new Twice(layer switch
        {
            "linear" => Linear(5, 5),
            "convolution" => Conv1d(4, 4, 3, padding: 1),
            "transposed convolution" => ConvTranspose1d(4, 4, 3, padding: 1),
            "batch norm" => BatchNorm1d(4),
            "group norm" => GroupNorm(2, 4),
            "layer norm" => LayerNorm(5),
            _ => PReLU(4),
        });
        using var batch = EngineComparison.Batch(6, [4, 5], Classes);
        EngineComparison.AssertExact(model, batch);
    }

    [Fact]
    public void A_module_registered_under_two_names_equals_the_per_sample_loop()
    {
        manual_seed(2);
        var shared = Linear(5, 5);
        using var model = Sequential(("first", shared), ("tanh", Tanh()), ("second", shared), ("relu", Tanh()), ("head", Linear(5, Classes))).to(ScalarType.Float64);
        using var batch = EngineComparison.Batch(6, [5], Classes);
        EngineComparison.AssertExact(model, batch);
    }

    [Fact]
    public void A_weight_tied_between_an_embedding_and_the_output_equals_the_per_sample_loop()
    {
        manual_seed(3);
        using var model = new Tied();
        using var batch = new ScoringBatch(randint(0, 9, [6, 4]), arange(6) % 9);
        EngineComparison.AssertExact(model, batch);
        Assert.Single(new ModelInventory(model).Parameters, p => p.Tensor.dim() == 2 && p.Tensor.shape[0] == 9);
    }

    [Fact]
    public void A_weight_that_is_also_used_without_its_module_sends_the_model_through_the_loop()
    {
        manual_seed(4);
        using var model = new Tied(functional: true);
        using var batch = new ScoringBatch(randint(0, 9, [6, 4]), arange(6) % 9);
        Assert.Contains("embed.weight", GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample).LoopReason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_bilinear_layer_equals_the_per_sample_loop(bool bias)
    {
        foreach (var dtype in new[] { ScalarType.Float64, ScalarType.Float32 })
        {
            manual_seed(5);
            using var onFeatures = new Paired(bias, [5], dtype);
            using var features = EngineComparison.Batch(6, [5], Classes, dtype);
            EngineComparison.AssertExact(onFeatures, features);
            using var onTokens = new Paired(bias, [4, 5], dtype);
            using var tokens = EngineComparison.Batch(6, [4, 5], Classes, dtype);
            EngineComparison.AssertExact(onTokens, tokens);
        }
    }

    private sealed class Twice : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> shared;
        private readonly Linear head = Linear(20, Classes);

        public Twice(Module<Tensor, Tensor> shared)
            : base(nameof(Twice))
        {
            this.shared = shared;
            if (shared is not TorchSharp.Modules.PReLU)
            {
                foreach (var parameter in shared.parameters()) init.uniform_(parameter, -1, 1);
            }

            RegisterComponents();
            this.to(ScalarType.Float64);
        }

        public override Tensor forward(Tensor input) => head.call(shared.call(shared.call(input).tanh()).tanh().flatten(1));
    }

    private sealed class Tied : Module<Tensor, Tensor>
    {
        private readonly bool functional;
        private readonly Embedding embed = Embedding(9, 5, padding_idx: 1, dtype: ScalarType.Float64);
        private readonly Linear mix = Linear(5, 5, dtype: ScalarType.Float64);
        private readonly Linear head = Linear(5, 9, dtype: ScalarType.Float64);

        public Tied(bool functional = false)
            : base(nameof(Tied))
        {
            this.functional = functional;
            head.weight = embed.weight!;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            var hidden = mix.call(embed.call(input).mean([1])).tanh();
            return functional ? nn.functional.linear(hidden, embed.weight!) : head.call(hidden);
        }
    }

    private sealed class Paired : Module<Tensor, Tensor>
    {
        private readonly Linear first = Linear(5, 6);
        private readonly Linear second = Linear(5, 7);
        private readonly Bilinear both;
        private readonly Linear head;

        public Paired(bool bias, long[] shape, ScalarType dtype)
            : base(nameof(Paired))
        {
            both = Bilinear(6, 7, 4, hasBias: bias);
            head = Linear(4 * shape.Aggregate(1L, (a, b) => a * b) / 5, Classes);
            RegisterComponents();
            this.to(dtype);
        }

        public override Tensor forward(Tensor input) => head.call(both.call(first.call(input), second.call(input)).tanh().flatten(1));
    }
}
