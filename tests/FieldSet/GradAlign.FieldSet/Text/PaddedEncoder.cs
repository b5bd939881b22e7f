using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Text;

/// <summary>A second input that may be left out: which tokens are padding.</summary>
internal sealed class PaddedEncoder : Module<Tensor, Tensor?, Tensor>
{
    private readonly Embedding embedding;
    private readonly Linear score = Linear(12, 1);
    private readonly Linear head;

    public PaddedEncoder(int vocabulary, int classes) : base(nameof(PaddedEncoder))
    {
        embedding = Embedding(vocabulary, 12);
        head = Linear(12, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens, Tensor? padding)
    {
        var x = embedding.forward(tokens);
        var scores = score.forward(x).squeeze(-1);
        if (padding is not null) scores = scores.masked_fill(padding, double.NegativeInfinity);
        var weights = functional.softmax(scores, dim: 1).unsqueeze(1);
        return head.forward(weights.bmm(x).squeeze(1));
    }
}
