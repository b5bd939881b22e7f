using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FashionCells.Soundness.Networks;

/// <summary>An LSTM or GRU that reads an image row by row, or tokens; its last state is classified.</summary>
internal sealed class Recurrent : Module<Tensor, Tensor>
{
    private readonly Embedding? embedding;
    private readonly LSTM? lstm;
    private readonly GRU? gru;
    private readonly Linear head;

    public Recurrent(long width, bool isGru = false, long vocabulary = 0, long classes = 10) : base(nameof(Recurrent))
    {
        var inputs = vocabulary > 0 ? width : 28;
        if (vocabulary > 0) embedding = Embedding(vocabulary, width);
        if (isGru) gru = GRU(inputs, width, batchFirst: true);
        else lstm = LSTM(inputs, width, batchFirst: true);
        head = Linear(width, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var steps = embedding is null ? input.squeeze(1) : embedding.call(input);
        var states = lstm is null ? gru!.call(steps, null).Item1 : lstm.call(steps, null).Item1;
        return head.call(states.select(1, -1));
    }
}
