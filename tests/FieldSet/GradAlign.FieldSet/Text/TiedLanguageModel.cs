using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Text;

/// <summary>The embedding's weight is the head's too: <c>functional.linear</c> with a module's parameter.</summary>
internal sealed class TiedLanguageModel : Module<Tensor, Tensor>
{
    private const int Width = 16;

    private readonly Embedding tokenVectors;
    private readonly Embedding positionVectors;
    private readonly Linear hidden = Linear(Width, 32);
    private readonly Linear back = Linear(32, Width);
    private readonly LayerNorm norm = LayerNorm([Width]);

    public TiedLanguageModel(int vocabulary, int length) : base(nameof(TiedLanguageModel))
    {
        tokenVectors = Embedding(vocabulary, Width);
        positionVectors = Embedding(length, Width);
        RegisterComponents();
        foreach (var (name, parameter) in named_parameters())
        {
            if (parameter.dim() > 1) init.normal_(parameter, std: 0.1);
        }
    }

    public override Tensor forward(Tensor tokens)
    {
        var x = tokenVectors.forward(tokens) + positionVectors.forward(arange(tokens.shape[1], device: tokens.device));
        var shifted = cat([zeros_like(x[TensorIndex.Colon, TensorIndex.Slice(0, 1)]), x[TensorIndex.Colon, TensorIndex.Slice(0, -1)]], dim: 1);
        x = norm.forward(x + back.forward(functional.silu(hidden.forward(shifted))));
        return functional.linear(x, tokenVectors.weight!);
    }
}
