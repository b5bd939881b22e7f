using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Text;

/// <summary>A mask as second input that is one for the whole batch, as in sequence to sequence models.</summary>
internal sealed class SharedMask : Module<Tensor, Tensor, Tensor>
{
    private readonly Embedding embedding;
    private readonly Linear queries = Linear(12, 12);
    private readonly Linear keys = Linear(12, 12);
    private readonly Linear head;

    public SharedMask(int vocabulary) : base(nameof(SharedMask))
    {
        embedding = Embedding(vocabulary, 12);
        head = Linear(12, vocabulary);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens, Tensor mask)
    {
        var x = embedding.forward(tokens);
        var scores = queries.forward(x).bmm(keys.forward(x).transpose(1, 2)) / Math.Sqrt(12) + mask;
        return head.forward(x + functional.softmax(scores, dim: -1).bmm(x));
    }
}
