using GradAlign.Analyzer.Capture;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Capture;

/// <summary>Encoders with masks, decoders and whole transformers, over an input that is source and target.</summary>
public sealed class TransformerTests
{
    private const int Classes = 3;
    private const int Width = 6;
    private const int Length = 4;

    private static readonly Dictionary<string, Func<nn.Module>> Modules = new()
    {
        ["encoder layer"] = () => TransformerEncoderLayer(Width, 2, 9),
        ["encoder"] = () => TransformerEncoder(TransformerEncoderLayer(Width, 3, 9), 2),
        ["decoder layer"] = () => TransformerDecoderLayer(Width, 2, 9),
        ["decoder layer with GELU"] = () => TransformerDecoderLayer(Width, 3, 9, activation: Activations.GELU),
        ["decoder"] = () => TransformerDecoder(TransformerDecoderLayer(Width, 2, 9), 2),
        ["transformer"] = () => Transformer(Width, 2, 1, 2, 9),
    };

    public static TheoryData<string, bool> Names()
    {
        var data = new TheoryData<string, bool>();
        foreach (var name in Modules.Keys)
        {
            data.Add(name, false);
            data.Add(name, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Transformer_equals_the_per_sample_loop(string name, bool masked)
    {
        manual_seed(5);
        using var model = new Translated(Modules[name](), masked);
        using var batch = EngineComparison.Batch(5, [2 * Length, Width], Classes);
        EngineComparison.AssertExact(model, batch);
    }

    [Theory]
    [InlineData("encoder layer")]
    [InlineData("decoder")]
    [InlineData("transformer")]
    public void Transformer_whose_dropout_is_on_when_it_comes_is_covered(string name)
    {
        manual_seed(5);
        using var model = new Translated(Modules[name](), masked: false);
        using var batch = EngineComparison.Batch(5, [2 * Length, Width], Classes);
        model.train();
        var captured = GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample);
        Assert.Null(captured.PartialLoop);
        EngineComparison.AssertEqualsLoop(model, batch, captured);
    }

    /// <summary>The first half of the tokens is the source or the memory, the second the target.</summary>
    private sealed class Translated : Module<Tensor, Tensor>
    {
        private readonly bool masked;
        private readonly Linear before = Linear(Width, Width);
        private readonly nn.Module transformer;
        private readonly Linear head = Linear(Width, Classes);

        public Translated(nn.Module transformer, bool masked)
            : base(nameof(Translated))
        {
            this.transformer = transformer;
            this.masked = masked;
            RegisterComponents();
            foreach (var (name, parameter) in transformer.named_parameters())
            {
                if (name.EndsWith("bias", StringComparison.Ordinal)) init.uniform_(parameter, -1, 1); // they start at zero
            }

            this.to(ScalarType.Float64);
        }

        public override Tensor forward(Tensor input)
        {
            var x = before.call(input).transpose(0, 1);
            var (source, target) = (x.narrow(0, 0, Length), x.narrow(0, Length, Length));
            var mask = masked ? full([Length, Length], double.NegativeInfinity, dtype: x.dtype).triu(1) : null;
            var padding = masked ? input.narrow(1, 0, Length).select(2, 0).gt(0.5) : null;
            if (padding is not null) padding = padding.index_fill(1, tensor(0L), 0); // no sample without a token
            return head.call((transformer switch
            {
                TransformerEncoderLayer m => MaskedCalls.Call(m, source, mask, padding),
                TransformerEncoder m => m.call(source, mask, padding),
                TransformerDecoderLayer m => m.call(target, source, mask!, null!, null!, padding!),
                TransformerDecoder m => m.call(target, source, mask!, null!, null!, padding!),
                Transformer m when masked => MaskedCalls.Call(m, source, target, mask, mask, null, padding, null, padding),
                var m => ((Transformer)m).call(source, target),
            }).tanh().mean([0]));
        }
    }
}
