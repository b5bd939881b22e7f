using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Capture.Native;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Capture;

public sealed class AttentionTests
{
    private const int Classes = 3;
    private const int Width = 6;
    private const int Length = 4;

    private static readonly Dictionary<string, Func<Module>> Modules = new()
    {
        ["attention"] = () => MultiheadAttention(Width, 3),
        ["attention with one head"] = () => MultiheadAttention(Width, 1),
        ["attention without bias"] = () => MultiheadAttention(Width, 2, bias: false),
        ["attention with a key and value of its own"] = () => MultiheadAttention(Width, 2, add_bias_kv: true),
        ["attention with a key of zeros"] = () => MultiheadAttention(Width, 2, add_zero_attn: true),
        ["attention with both"] = () => MultiheadAttention(Width, 3, add_bias_kv: true, add_zero_attn: true),
        ["attention with dropout"] = () => MultiheadAttention(Width, 2, dropout: 0.5),
        ["separate projections"] = () => MultiheadAttention(Width, 2, kdim: 5, vdim: 5),
        ["separate projections without bias"] = () => MultiheadAttention(Width, 2, bias: false, kdim: 5, vdim: 5),
        ["separate projections with a key of their own"] = () => MultiheadAttention(Width, 3, add_bias_kv: true, kdim: 5, vdim: 5),
        ["encoder layer"] = () => TransformerEncoderLayer(Width, 2, 9, dropout: 0.1),
        ["encoder layer with GELU"] = () => TransformerEncoderLayer(Width, 3, 9, activation: Activations.GELU),
        ["encoder of two layers"] = () => TransformerEncoder(TransformerEncoderLayer(Width, 2, 9), 2),
    };

    public static TheoryData<string, ScalarType> Names()
    {
        var data = new TheoryData<string, ScalarType>();
        foreach (var name in Modules.Keys)
        {
            data.Add(name, ScalarType.Float64);
            data.Add(name, ScalarType.Float32);
        }

        return data;
    }

    public static TheoryData<string> Calls() => ["cross", "masked", "padded", "weights", "twice", "no weights", "windows"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Recomputed_attention_equals_the_per_sample_loop(string name, ScalarType dtype)
    {
        manual_seed(5);
        using var model = new Attended(Modules[name](), "self", dtype);
        using var batch = EngineComparison.Batch(5, [Length, Width], Classes, dtype);
        EngineComparison.AssertExact(model, batch);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void However_attention_is_called_it_equals_the_per_sample_loop(string call)
    {
        manual_seed(6);
        using var model = new Attended(MultiheadAttention(Width, 2, add_bias_kv: call == "masked"), call, ScalarType.Float64);
        using var batch = EngineComparison.Batch(5, [Length, Width], Classes);
        EngineComparison.AssertExact(model, batch);
    }

    [Fact]
    public void Attention_with_projections_of_zeros_equals_the_per_sample_loop()
    {
        manual_seed(7);
        var attention = MultiheadAttention(Width, 2);
        using (no_grad()) attention.named_parameters().Single(p => p.name == "in_proj_weight").parameter.narrow(0, 0, 2 * Width).zero_();
        using var model = new Attended(attention, "self", ScalarType.Float64);
        using var batch = EngineComparison.Batch(5, [Length, Width], Classes);
        EngineComparison.AssertExact(model, batch);
    }

    [Fact]
    public void Asking_attention_for_its_heads_leaves_its_parameters_as_they_were()
    {
        manual_seed(7);
        using var attention = TransformerEncoderLayer(Width, 2, 9);
        var before = attention.parameters().Select(p => p.detach().clone()).ToArray();
        new NativeTransformer(attention).Prepare();
        Assert.All(attention.parameters().Zip(before), p => Assert.Equal(p.Second.data<float>().ToArray(), p.First.data<float>().ToArray()));
    }

    [Fact]
    public void An_encoder_layer_with_a_mask_alone_goes_through_the_loop()
    {
        manual_seed(8);
        using var model = new Attended(TransformerEncoderLayer(Width, 2, 9), "masked", ScalarType.Float64);
        using var batch = EngineComparison.Batch(5, [Length, Width], Classes);
        Assert.Contains("with a mask, or on a packed sequence, which TorchSharp does not show", PartialLoopTests.AssertExact(model, batch).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Attention_over_the_samples_goes_through_the_loop()
    {
        manual_seed(9);
        using var model = new Attended(MultiheadAttention(Width, 2), "over samples", ScalarType.Float64);
        using var batch = EngineComparison.Batch(5, [5, Width], Classes);
        Assert.Contains("mixes samples", GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample).LoopReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Attention_has_its_place_in_the_order_of_layers()
    {
        manual_seed(10);
        using var model = new Attended(MultiheadAttention(Width, 2, add_bias_kv: true), "self", ScalarType.Float64);
        using var batch = EngineComparison.Batch(5, [Length, Width], Classes);
        var seed = ModelMeasurement.Run(model, batch, Classes, BatchNormMode.PerSample);
        Assert.Equal(["before.weight", "attention.in_proj_weight", "attention.out_proj.weight", "head.weight"], seed.Gram!.Layers.Select(l => l.Name));
        Assert.Equal("head.weight", seed.Gram.Layers.Single(l => l.IsOutput).Name);
    }

    [Fact]
    public void Attention_without_weights_returns_nothing_disposed()
    {
        manual_seed(11);
        using var model = new Attended(MultiheadAttention(Width, 2), "no weights", ScalarType.Float64);
        using var batch = EngineComparison.Batch(5, [Length, Width], Classes);
        Assert.NotNull(ModelMeasurement.Run(model, batch, Classes, BatchNormMode.PerSample).Gram);
    }

    /// <summary>An input projection, the module under test on [t × n × E], and a head.</summary>
    private sealed class Attended : Module<Tensor, Tensor>
    {
        private readonly string manner;
        private readonly Linear before = Linear(Width, Width);
        private readonly Linear? keys;
        private readonly Linear? values;
        private readonly Module attention;
        private readonly Linear head = Linear(Width, Classes);

        public Attended(Module attention, string manner, ScalarType dtype)
            : base(nameof(Attended))
        {
            this.attention = attention;
            this.manner = manner;
            if (IsSeparate) (keys, values) = (Linear(Width, 5), Linear(Width, 5)); // libtorch wants both of one width
            RegisterComponents();
            foreach (var (name, parameter) in attention.named_parameters())
            {
                if (name.EndsWith("bias", StringComparison.Ordinal)) init.uniform_(parameter, -1, 1); // they start at zero
            }

            this.to(dtype);
        }

        private bool IsSeparate => attention.named_parameters().Any(p => p.name == "q_proj_weight");

        public override Tensor forward(Tensor input)
        {
            var x = before.call(input);
            var (key, value) = (keys?.call(x).transpose(0, 1), values?.call(x).transpose(0, 1));
            if (manner != "over samples") x = x.transpose(0, 1);
            x = attention switch
            {
                MultiheadAttention a when IsSeparate => a.call(x, key!, value!).Item1,
                MultiheadAttention a => Attend(a, x, input),
                TransformerEncoderLayer e when manner == "masked" => e.call(x, Causal(x)),
                TransformerEncoderLayer e => e.call(x),
                var e => ((TransformerEncoder)e).call(x),
            };
            return head.call(x.tanh().mean([manner == "over samples" ? 1 : 0]));
        }

        private Tensor Attend(MultiheadAttention a, Tensor x, Tensor input) => manner switch
        {
            "cross" => a.call(x, x.tanh(), x * 2).Item1,
            "masked" => a.call(x, x, x, attn_mask: Causal(x)).Item1,
            "windows" => Windows(a.call(Windowed(x), Windowed(x), Windowed(x)).Item1, input.shape[0]),
            "padded" => a.call(x, x, x, key_padding_mask: input.select(2, 0).gt(0.5)).Item1,
            "weights" => Weighted(a.call(x, x, x)),
            "no weights" => a.call(x, x, x, need_weights: false).Item1,
            "twice" => a.call(a.call(x, x, x).Item1, x, x).Item1,
            _ => a.call(x, x, x).Item1,
        };

        // [t × n × E] to [t/2 × n·2 × E], and back
        private static Tensor Windowed(Tensor x) => x.transpose(0, 1).reshape(-1, Length / 2, Width).transpose(0, 1);

        private static Tensor Windows(Tensor x, long n) => x.transpose(0, 1).reshape(n, Length, Width).transpose(0, 1);

        private static Tensor Weighted(Tuple<Tensor, Tensor> result) => result.Item1 * result.Item2.select(2, 0).transpose(0, 1).unsqueeze(2);

        private static Tensor Causal(Tensor x) => full([x.shape[0], x.shape[0]], double.NegativeInfinity, dtype: x.dtype).triu(1);
    }
}
