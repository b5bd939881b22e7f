using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Text;

/// <summary>Two inputs through one encoder, compared.</summary>
internal sealed class TwinEncoder : Module<Tensor, Tensor, Tensor>
{
    private readonly Embedding embedding;
    private readonly Linear projection = Linear(12, 16);
    private readonly Linear head = Linear(32, 2);

    public TwinEncoder(int vocabulary) : base(nameof(TwinEncoder))
    {
        embedding = Embedding(vocabulary, 12);
        RegisterComponents();
    }

    public override Tensor forward(Tensor left, Tensor right)
    {
        var (a, b) = (Encode(left), Encode(right));
        return head.forward(cat([(a - b).abs(), a * b], dim: 1));
    }

    private Tensor Encode(Tensor tokens) => functional.tanh(projection.forward(embedding.forward(tokens).mean([1])));
}
