using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Text;

/// <summary>An EmbeddingBag before one linear layer, with weights drawn anew.</summary>
internal sealed class BagClassifier : Module<Tensor, Tensor>
{
    private readonly EmbeddingBag embedding;
    private readonly Linear fc;

    public BagClassifier(int vocabulary, int classes) : base(nameof(BagClassifier))
    {
        embedding = EmbeddingBag(vocabulary, 16, sparse: false);
        fc = Linear(16, classes);
        InitWeights();
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => fc.forward(embedding.forward(input, null, null));

    private void InitWeights()
    {
        init.uniform_(embedding.weight!, -0.5, 0.5);
        init.uniform_(fc.weight, -0.5, 0.5);
        init.zeros_(fc.bias!);
    }
}
