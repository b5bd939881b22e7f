using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FashionCells.Soundness.Networks;

/// <summary>Self-attention, [n × tokens × width] to the same.</summary>
internal sealed class Attention : Module<Tensor, Tensor>
{
    private readonly long heads;
    private readonly bool isCausal;
    private readonly Linear packed;
    private readonly Linear output;

    public Attention(long width, long heads, bool isCausal) : base(nameof(Attention))
    {
        (this.heads, this.isCausal) = (heads, isCausal);
        packed = Linear(width, 3 * width);
        output = Linear(width, width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var (n, tokens, width) = (x.shape[0], x.shape[1], x.shape[2]);
        var split = packed.call(x).view(n, tokens, 3, heads, width / heads).permute(2, 0, 3, 1, 4);
        return output.call(functional.scaled_dot_product_attention(split[0], split[1], split[2], is_casual: isCausal).transpose(1, 2).reshape(n, tokens, width));
    }
}
