using GradAlign.Analyzer.Capture;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Tests.Capture;

public sealed class RecurrentTests
{
    private const int Classes = 3;
    private const int Length = 4;
    private const int Features = 5;
    private const int Hidden = 6;

    private static readonly Dictionary<string, Func<nn.Module>> Modules = new()
    {
        ["rnn"] = () => RNN(Features, Hidden, batchFirst: true),
        ["rnn, time first"] = () => RNN(Features, Hidden),
        ["rnn with relu"] = () => RNN(Features, Hidden, nonLinearity: NonLinearities.ReLU, batchFirst: true),
        ["rnn of two layers, both ways, without bias"] = () => RNN(Features, Hidden, 2, bias: false, batchFirst: true, bidirectional: true),
        ["gru"] = () => GRU(Features, Hidden, batchFirst: true),
        ["gru, time first"] = () => GRU(Features, Hidden),
        ["gru without bias"] = () => GRU(Features, Hidden, bias: false, batchFirst: true),
        ["gru of two layers, both ways"] = () => GRU(Features, Hidden, 2, batchFirst: true, bidirectional: true),
        ["lstm"] = () => LSTM(Features, Hidden, batchFirst: true),
        ["lstm, time first"] = () => LSTM(Features, Hidden),
        ["lstm without bias"] = () => LSTM(Features, Hidden, bias: false, batchFirst: true),
        ["lstm of three layers with dropout"] = () => LSTM(Features, Hidden, 3, batchFirst: true, dropout: 0.5),
        ["lstm of two layers, both ways, time first"] = () => LSTM(Features, Hidden, 2, bidirectional: true),
        ["rnn cell"] = () => RNNCell(Features, Hidden),
        ["rnn cell with relu"] = () => RNNCell(Features, Hidden, NonLinearities.ReLU),
        ["gru cell"] = () => GRUCell(Features, Hidden),
        ["gru cell without bias"] = () => GRUCell(Features, Hidden, bias: false),
        ["lstm cell"] = () => LSTMCell(Features, Hidden),
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

    public static TheoryData<string, string> Manners()
    {
        var data = new TheoryData<string, string>();
        foreach (var name in Modules.Keys.Where(k => !k.Contains("cell", StringComparison.Ordinal)))
        {
            foreach (var manner in new[] { "states", "last state", "twice" }) data.Add(name, manner);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Recurrent_layer_equals_the_per_sample_loop(string name, ScalarType dtype)
    {
        manual_seed(2);
        using var model = new Recurrent(Modules[name](), "outputs", dtype);
        using var batch = EngineComparison.Batch(5, [Length, Features], Classes, dtype);
        EngineComparison.AssertExact(model, batch);
    }

    [Theory]
    [MemberData(nameof(Manners))]
    public void However_a_recurrent_layer_is_called_it_equals_the_per_sample_loop(string name, string manner)
    {
        manual_seed(3);
        using var model = new Recurrent(Modules[name](), manner, ScalarType.Float64);
        using var batch = EngineComparison.Batch(5, [Length, Features], Classes);
        EngineComparison.AssertExact(model, batch);
    }

    [Fact]
    public void As_many_steps_as_samples_leave_no_doubt_which_dimension_is_the_batch()
    {
        manual_seed(4);
        using var model = new Recurrent(LSTM(Features, Hidden), "outputs", ScalarType.Float64);
        using var batch = EngineComparison.Batch(Length, [Length, Features], Classes);
        EngineComparison.AssertExact(model, batch);
    }

    [Fact]
    public void Several_sequences_a_sample_equal_the_per_sample_loop()
    {
        manual_seed(5);
        using var model = new Recurrent(GRU(Features, Hidden, batchFirst: true), "windows", ScalarType.Float64);
        using var batch = EngineComparison.Batch(5, [2 * Length, Features], Classes);
        EngineComparison.AssertExact(model, batch);
    }

    [Fact]
    public void A_model_with_a_recurrent_layer_needs_no_loop_in_a_second_seed_either()
    {
        var memory = new StructureMemory();
        using var batch = EngineComparison.Batch(5, [Length, Features], Classes);
        for (var seed = 0; seed < 2; seed++)
        {
            manual_seed(seed);
            using var model = new Recurrent(GRU(Features, Hidden, 2), "outputs", ScalarType.Float64);
            var captured = GradientCapture.Measure(model, new(model), batch, BatchNormMode.PerSample, new() { Structures = memory });
            Assert.Null(captured.LoopReason);
            Assert.Null(captured.PartialLoop);
            EngineComparison.AssertEqualsLoop(model, batch, captured);
        }
    }

    [Fact]
    public void A_packed_sequence_alone_goes_through_the_loop()
    {
        manual_seed(6);
        using var model = new Recurrent(GRU(Features, Hidden, batchFirst: true), "packed", ScalarType.Float64);
        using var batch = EngineComparison.Batch(5, [Length, Features], Classes);
        Assert.Contains("on a packed sequence", PartialLoopTests.AssertExact(model, batch).Why, StringComparison.Ordinal);
    }

    /// <summary>A projection, the module under test, and a head.</summary>
    private sealed class Recurrent : Module<Tensor, Tensor>
    {
        private readonly string manner;
        private readonly Linear before = Linear(Features, Features);
        private readonly nn.Module recurrent;
        private readonly Linear head;
        private readonly bool isTimeFirst;

        public Recurrent(nn.Module recurrent, string manner, ScalarType dtype)
            : base(nameof(Recurrent))
        {
            this.recurrent = recurrent;
            this.manner = manner;
            var two = recurrent.named_parameters().Any(p => p.name.EndsWith("_reverse", StringComparison.Ordinal)) && manner != "last state";
            head = Linear(two ? 2 * Hidden : Hidden, Classes);
            RegisterComponents();
            this.to(dtype);
            isTimeFirst = recurrent switch
            {
                RNN r => IsTimeFirst(x => r.forward(x, null).Item2, dtype),
                GRU r => IsTimeFirst(x => r.forward(x).Item2, dtype),
                LSTM r => IsTimeFirst(x => r.forward(x).Item2, dtype),
                _ => false,
            };
        }

        private static bool IsTimeFirst(Func<Tensor, Tensor> state, ScalarType dtype) => state(zeros(2, 1, Features, dtype: dtype)).shape[1] == 1;

        public override Tensor forward(Tensor input)
        {
            var x = before.call(input);
            if (manner == "windows") x = x.reshape(-1, Length, Features);
            if (isTimeFirst) x = x.transpose(0, 1);
            var outputs = recurrent switch
            {
                RNN r => Run(x, (y, h) => r.call(y, h)),
                GRU r when manner == "packed" => r.call(nn.utils.rnn.pack_padded_sequence(x, full(x.shape[0], Length, dtype: ScalarType.Int64), batch_first: true)).Item2.select(0, 0).unsqueeze(1),
                GRU r => Run(x, (y, h) => r.call(y, h)),
                LSTM r => Run(x, (y, h) =>
                {
                    var (output, state, cell) = r.call(y, h is null ? null : (h, h.tanh()));
                    return (output, manner == "last state" ? state * cell : state);
                }),
                RNNCell r => Steps(x, (y, h) => r.call(y, h!)),
                GRUCell r => Steps(x, (y, h) => r.call(y, h!)),
                var other => Cells((LSTMCell)other, x),
            };
            if (manner == "windows") outputs = outputs.reshape(input.shape[0], -1, Hidden);
            return head.call(outputs.tanh().mean([isTimeFirst && manner != "last state" ? 0 : 1]));
        }

        private Tensor Run(Tensor x, Func<Tensor, Tensor?, (Tensor Outputs, Tensor State)> call)
        {
            var (outputs, state) = call(x, null);
            return manner switch
            {
                "states" => call(x * 2, state.sin()).Outputs,
                "last state" => state.transpose(0, 1),
                "twice" => outputs * call(x.flip(isTimeFirst ? 0 : 1), null).Outputs,
                _ => outputs,
            };
        }

        private static Tensor Steps(Tensor x, Func<Tensor, Tensor?, Tensor> step)
        {
            Tensor? h = null;
            var all = new List<Tensor>();
            foreach (var token in x.unbind(1)) all.Add(h = step(token, h));
            return stack(all, 1);
        }

        private static Tensor Cells(LSTMCell cell, Tensor x)
        {
            // Without a state TorchSharp 0.107 hands libtorch an empty one, which it refuses.
            var state = (zeros(x.shape[0], Hidden, dtype: x.dtype), zeros(x.shape[0], Hidden, dtype: x.dtype));
            var all = new List<Tensor>();
            foreach (var token in x.unbind(1))
            {
                state = cell.call(token, state);
                all.Add(state.Item1);
            }

            return stack(all, 1) * state.Item2.unsqueeze(1);
        }
    }
}
