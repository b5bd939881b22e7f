using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Text;

/// <summary>A GRU with its first state made in <c>forward</c>, and its result taken apart as a tuple.</summary>
internal sealed class GruLanguageModel : Module<Tensor, Tensor>
{
    private const int Width = 12;
    private const int Hidden = 16;

    private readonly Embedding embedding;
    private readonly GRU gru;
    private readonly Linear linear;
    private readonly int layers;

    public GruLanguageModel(int vocabulary, int layers) : base(nameof(GruLanguageModel))
    {
        this.layers = layers;
        embedding = Embedding(vocabulary, Width);
        gru = GRU(inputSize: Width, hiddenSize: Hidden, numLayers: layers, batchFirst: true);
        linear = Linear(Hidden, vocabulary);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var embedded = embedding.forward(input);
        var h0 = zeros([layers, input.shape[0], Hidden], embedded.dtype, embedded.device);
        var (output, _) = gru.forward(embedded, h0);
        return linear.forward(output).MoveToOuterDisposeScope();
    }
}
