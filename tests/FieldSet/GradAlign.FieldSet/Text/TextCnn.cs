using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Text;

/// <summary>Convolutions of several heights over embeddings, in an array whose elements are registered one by one.</summary>
internal sealed class TextCnn : Module<Tensor, Tensor>
{
    private const int Width = 12;
    private const int Filters = 6;

    private readonly Embedding embedding;
    private readonly Conv2d[] convs;
    private readonly Dropout dropout = Dropout(0.5);
    private readonly Linear fc;

    public TextCnn(int vocabulary, int classes) : base(nameof(TextCnn))
    {
        int[] heights = [2, 3, 4];
        embedding = Embedding(vocabulary, Width, padding_idx: 0);
        convs = [.. heights.Select(height => Conv2d(1, Filters, (height, Width)))];
        fc = Linear(Filters * heights.Length, classes);
        RegisterComponents();
        for (var i = 0; i < convs.Length; i++) register_module($"conv{i}", convs[i]);
    }

    public override Tensor forward(Tensor x)
    {
        var embedded = embedding.forward(x).unsqueeze(1);
        var pooled = convs.Select(conv => Strongest(embedded, conv)).ToArray();
        return fc.forward(dropout.forward(cat(pooled, 1)));
    }

    private static Tensor Strongest(Tensor x, Conv2d conv)
    {
        x = functional.relu(conv.forward(x)).squeeze(3);
        return functional.max_pool1d(x, x.shape[2]).squeeze(2);
    }
}
