using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Benchmarks.Models;

/// <summary>Causal self-attention and feed-forward, each behind a LayerNorm and beside a shortcut.</summary>
internal sealed class GptBlock : Module<Tensor, Tensor>
{
    private readonly long heads;
    private readonly LayerNorm norm1;
    private readonly Linear packed;
    private readonly Linear output;
    private readonly LayerNorm norm2;
    private readonly Linear expand;
    private readonly Linear contract;

    public GptBlock(long width, long heads) : base(nameof(GptBlock))
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

    public override Tensor forward(Tensor input)
    {
        var x = input + Attention(norm1.call(input));
        return x + contract.call(functional.gelu(expand.call(norm2.call(x))));
    }

    private Tensor Attention(Tensor x)
    {
        var (n, tokens, width) = (x.shape[0], x.shape[1], x.shape[2]);
        var split = packed.call(x).view(n, tokens, 3, heads, width / heads).permute(2, 0, 3, 1, 4); // [3 × n × heads × tokens × size]
        return output.call(functional.scaled_dot_product_attention(split[0], split[1], split[2], is_casual: true).transpose(1, 2).reshape(n, tokens, width));
    }
}
