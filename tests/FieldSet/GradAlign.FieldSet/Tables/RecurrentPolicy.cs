using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Tables;

/// <summary>A policy that takes the states of its LSTM, which may be left out, and returns the next ones.</summary>
internal sealed class RecurrentPolicy : Module<Tensor, (Tensor hidden, Tensor cell)?, (Tensor actions, (Tensor hidden, Tensor cell) state)>
{
    private readonly Linear encoder;
    private readonly LSTM lstm = LSTM(12, 12, batchFirst: true);
    private readonly Linear head;

    public RecurrentPolicy(int observations, int actions) : base(nameof(RecurrentPolicy))
    {
        encoder = Linear(observations, 12);
        head = Linear(12, actions);
        RegisterComponents();
    }

    public override (Tensor actions, (Tensor hidden, Tensor cell) state) forward(Tensor observations, (Tensor hidden, Tensor cell)? state)
    {
        var encoded = functional.relu(encoder.forward(observations));
        var (output, hidden, cell) = lstm.forward(encoded, state);
        return (head.forward(output.select(1, -1)), (hidden, cell));
    }
}
