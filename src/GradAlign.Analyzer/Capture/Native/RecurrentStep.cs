using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture.Native;

/// <summary>One step of a recurrent layer: from its two projections and its state to the next state.</summary>
/// <param name="Next">From x W_ihᵀ + b_ih and h W_hhᵀ + b_hh, [n × gates·h], h and c, [n × h], to h and c; c is null where there is none.</param>
/// <param name="IsSum">Whether only the sum of the projections counts: both then have one gradient.</param>
internal sealed record RecurrentStep(Func<Tensor, Tensor, Tensor, Tensor?, (Tensor H, Tensor? C)> Next, bool IsSum)
{
    private static readonly RecurrentStep Tanh = new((input, hidden, _, _) => ((input + hidden).tanh(), null), IsSum: true);
    private static readonly RecurrentStep Relu = new((input, hidden, _, _) => ((input + hidden).relu(), null), IsSum: true);

    private static readonly RecurrentStep Lstm = new(
        (input, hidden, _, c) =>
        {
            var gates = (input + hidden).chunk(4, 1); // i, f, g, o
            var next = gates[1].sigmoid() * c! + gates[0].sigmoid() * gates[2].tanh();
            return (gates[3].sigmoid() * next.tanh(), next);
        },
        IsSum: true);

    private static readonly RecurrentStep Gru = new(
        (input, hidden, h, _) =>
        {
            var (x, y) = (input.chunk(3, 1), hidden.chunk(3, 1)); // r, z, n
            var (reset, update) = ((x[0] + y[0]).sigmoid(), (x[1] + y[1]).sigmoid());
            var candidate = (x[2] + reset * y[2]).tanh();
            return (candidate + update * (h - candidate), null);
        },
        IsSum: false);

    /// <summary>What a module's step can be, the likelier first: TorchSharp does not tell a recurrent network's activation.</summary>
    /// <param name="module">A recurrent module or cell.</param>
    /// <param name="output">Its own output.</param>
    public static RecurrentStep[] Of(nn.Module module, Tensor output) => module switch
    {
        LSTM or LSTMCell => [Lstm],
        GRU or GRUCell => [Gru],
        _ => output.min().lt(0).item<bool>() ? [Tanh] : [Relu, Tanh],
    };
}
