using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Inputs;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Capture;

/// <summary>Multiply-accumulate operations, kind by kind, counted by hand.</summary>
public sealed class MacsTests
{
    private const int Length = 4;
    private const int Width = 6;

    // Of one sample of [4 × 6].
    private static readonly Dictionary<string, (Func<nn.Module> Build, long Macs)> Cases = new()
    {
        ["linear"] = (() => Linear(6, 5), 4 * 6 * 5),
        ["bilinear"] = (() => Bilinear(6, 6, 5), 4 * 5 * 6 * 6),
        ["convolution"] = (() => Conv1d(4, 8, 3, groups: 2), 8 * 4 * (2 * 3)),
        ["transposed convolution"] = (() => ConvTranspose1d(4, 8, 3), 4 * 6 * (8 * 3)),
        ["rnn"] = (() => RNN(6, 5), 4 * (5 * 6 + 5 * 5)),
        ["gru of two layers, both ways"] = (() => GRU(6, 5, 2, bidirectional: true), 4 * 2 * (15 * 6 + 15 * 5 + 15 * 10 + 15 * 5)),
        ["lstm"] = (() => LSTM(6, 5), 4 * (20 * 6 + 20 * 5)),
        ["lstm cell, four steps"] = (() => LSTMCell(6, 5), 4 * (20 * 6 + 20 * 5)),
        ["attention"] = (() => MultiheadAttention(6, 2), 4 * 4 * 36 + 2 * 4 * 4 * 6),
        ["attention with a key of its own"] = (() => MultiheadAttention(6, 2, add_bias_kv: true), 4 * 4 * 36 + 2 * 4 * 5 * 6),
        ["encoder of two layers"] = (() => TransformerEncoder(TransformerEncoderLayer(6, 2, 9), 2), 2 * (4 * (4 * 36 + 2 * 54) + 2 * 4 * 4 * 6)),
        ["decoder layer, on two tokens"] = (() => TransformerDecoderLayer(6, 2, 9), 2 * (4 * 36 + 2 * 54) + 2 * 2 * 2 * 6 + (2 * 2 + 4 * 2) * 36 + 2 * 2 * 4 * 6),
        ["transformer, on two tokens"] = (() => Transformer(6, 2, 1, 1, 9), 4 * (4 * 36 + 2 * 54) + 2 * 4 * 4 * 6 + 2 * (4 * 36 + 2 * 54) + 2 * 2 * 2 * 6 + (2 * 2 + 4 * 2) * 36 + 2 * 2 * 4 * 6),
        ["norm"] = (() => LayerNorm(6), 0),
    };

    public static TheoryData<string> Names() => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Operations_of_a_module_are_counted(string name)
    {
        manual_seed(1);
        using var model = new Counted(Cases[name].Build());
        using var batch = EngineComparison.Batch(5, [Length, Width], 3);
        var inventory = new ModelInventory(model);
        using var head = model.call(batch.Inputs);
        Assert.Equal(Cases[name].Macs, ExecutionTrace.Run(model, inventory, batch, (int)head.shape[1]).Macs);
    }

    [Fact]
    public void Where_a_layer_ran_unseen_the_report_says_which()
    {
        manual_seed(1);
        using var model = new Unseen();
        using var batch = EngineComparison.Batch(5, [Width], 3);
        var baselines = new Analyzer.Baselines.BaselineSet([new Analyzer.Baselines.Macs()]);
        var seed = ModelMeasurement.Run(model, batch, 3, BatchNormMode.PerSample, baselines: baselines);
        Assert.Null(seed.Size.Macs);
        Assert.Equal(["hidden"], seed.Size.Uncounted);
        Assert.Contains("'hidden' ran past every hook", seed.Baselines["macs"].Reason, StringComparison.Ordinal);
    }

    private sealed class Counted : Module<Tensor, Tensor>
    {
        private readonly nn.Module counted;

        public Counted(nn.Module counted)
            : base(nameof(Counted))
        {
            this.counted = counted;
            RegisterComponents();
            this.to(ScalarType.Float64);
        }

        public override Tensor forward(Tensor input)
        {
            var x = input.transpose(0, 1);
            return (counted switch
            {
                TransformerEncoder m => m.call(x).transpose(0, 1),
                Module<Tensor, Tensor> m => m.call(input),
                Bilinear m => m.call(input, input),
                RNN m => m.call(x).Item1.transpose(0, 1),
                GRU m => m.call(x).Item1.transpose(0, 1),
                LSTM m => m.call(x).Item1.transpose(0, 1),
                LSTMCell m => x.unbind(0).Aggregate((zeros(x.shape[1], 5, dtype: x.dtype), zeros(x.shape[1], 5, dtype: x.dtype)), (state, token) => m.call(token, state)).Item1,
                MultiheadAttention m => m.call(x, x, x).Item1.transpose(0, 1),
                TransformerDecoderLayer m => m.call(x.narrow(0, 0, 2), x).transpose(0, 1),
                var m => ((Transformer)m).call(x, x.narrow(0, 0, 2)).transpose(0, 1),
            }).reshape(input.shape[0], -1);
        }
    }

    private sealed class Unseen : Module<Tensor, Tensor>
    {
        private readonly Linear hidden = Linear(Width, 5);
        private readonly Linear head = Linear(5, 3);

        public Unseen()
            : base(nameof(Unseen))
        {
            RegisterComponents();
            this.to(ScalarType.Float64);
        }

        public override Tensor forward(Tensor input) => head.call(hidden.forward(input).tanh());
    }
}
