using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IntroLanguageModel.Models;

/// <summary>Attention to the tokens before, and feed-forward, each behind a LayerNorm and beside a shortcut.</summary>
internal sealed class CausalBlock : Module<Tensor, Tensor>
{
    private readonly long heads;
    private readonly LayerNorm norm1;
    private readonly Linear packed;
    private readonly Linear output;
    private readonly LayerNorm norm2;
    private readonly Linear expand;
    private readonly Linear contract;

    internal CausalBlock(long width, long heads) : base(nameof(CausalBlock))
    {
        this.heads = heads;
        norm1 = LayerNorm(width);
        packed = Linear(width, 3 * width);
        output = Linear(width, width);
        norm2 = LayerNorm(width);
        expand = Linear(width, 4 * width);
        contract = Linear(4 * width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = x + Attend(norm1.call(x));
        return x + contract.call(functional.gelu(expand.call(norm2.call(x))));
    }

    private Tensor Attend(Tensor x)
    {
        var (n, tokens, width) = (x.shape[0], x.shape[1], x.shape[2]);
        long size = width / heads;

        // [n, tokens, 3·width] to [3, n, heads, tokens, size]
        var split = packed.call(x).view(n, tokens, 3, heads, size).permute(2, 0, 3, 1, 4);
        var (query, key, value) = (split[0], split[1], split[2]);
        var later = ones([tokens, tokens], dtype: ScalarType.Bool, device: x.device).triu(1);
        var scores = (query.matmul(key.transpose(-2, -1)) / Math.Sqrt(size)).masked_fill(later, double.NegativeInfinity);
        return output.call(functional.softmax(scores, -1).matmul(value).transpose(1, 2).reshape(n, tokens, width));
    }
}
