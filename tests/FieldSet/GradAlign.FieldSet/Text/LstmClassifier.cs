using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Text;

/// <summary>A bidirectional LSTM whose last states are joined; intermediates end with using declarations.</summary>
internal sealed class LstmClassifier : Module<Tensor, Tensor>
{
    private readonly Embedding embedding;
    private readonly LSTM lstm;
    private readonly Linear classifier;

    public LstmClassifier(int vocabulary, int classes) : base(nameof(LstmClassifier))
    {
        embedding = Embedding(vocabulary, 10);
        lstm = LSTM(10, 8, batchFirst: true, bidirectional: true);
        classifier = Linear(16, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens)
    {
        using var embedded = embedding.forward(tokens);
        var (output, hidden, cell) = lstm.forward(embedded);
        output.Dispose();
        cell.Dispose();
        using var last = cat([hidden[0], hidden[1]], dim: 1);
        hidden.Dispose();
        return classifier.forward(last);
    }
}
