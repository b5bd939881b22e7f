using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IntroScore.Models;

/// <summary>Multi-head self-attention, initialised as PyTorch's <c>MultiheadAttention</c> is.</summary>
internal sealed class SelfAttention : Module<Tensor, Tensor>
{
    private readonly long heads;
    private readonly Linear packed;
    private readonly Linear output;

    internal SelfAttention(long width, long heads) : base(nameof(SelfAttention))
    {
        this.heads = heads;
        packed = Linear(width, 3 * width);
        output = Linear(width, width);
        init.xavier_uniform_(packed.weight!);
        init.zeros_(packed.bias!);
        init.zeros_(output.bias!);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var (n, tokens, width) = (x.shape[0], x.shape[1], x.shape[2]);
        long size = width / heads;

        // [n, tokens, 3·width] to [3, n, heads, tokens, size]
        var split = packed.call(x).view(n, tokens, 3, heads, size).permute(2, 0, 3, 1, 4);
        var (query, key, value) = (split[0], split[1], split[2]);
        var weights = functional.softmax(query.matmul(key.transpose(-2, -1)) / Math.Sqrt(size), -1);
        return output.call(weights.matmul(value).transpose(1, 2).reshape(n, tokens, width));
    }
}
