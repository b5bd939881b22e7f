using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IntroScore.Models;

/// <summary>Attention and feed-forward, each behind a LayerNorm and beside a shortcut.</summary>
internal sealed class TransformerBlock : Module<Tensor, Tensor>
{
    private readonly LayerNorm norm1;
    private readonly SelfAttention attention;
    private readonly LayerNorm norm2;
    private readonly Linear expand;
    private readonly Linear contract;

    internal TransformerBlock(long width, long heads, long hidden) : base(nameof(TransformerBlock))
    {
        norm1 = LayerNorm(width);
        attention = new SelfAttention(width, heads);
        norm2 = LayerNorm(width);
        expand = Linear(width, hidden);
        contract = Linear(hidden, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = x + attention.call(norm1.call(x));
        return x + contract.call(functional.relu(expand.call(norm2.call(x))));
    }
}
