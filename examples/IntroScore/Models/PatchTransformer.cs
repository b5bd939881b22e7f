using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IntroScore.Models;

/// <summary>A vision transformer: patches of 7×7 pixels as 16 tokens of 64 numbers, four blocks, mean pooling.</summary>
internal sealed class PatchTransformer : Module<Tensor, Tensor>
{
    private const long Width = 64;
    private const long Tokens = 16;

    private readonly Conv2d patches = Conv2d(1, Width, 7, stride: 7);
    private readonly Embedding positions = Embedding(Tokens, Width);
    private readonly ModuleList<TransformerBlock> blocks = [];
    private readonly Linear output = Linear(Width, 10, hasBias: false);

    internal PatchTransformer() : base(nameof(PatchTransformer))
    {
        init.normal_(positions.weight!, 0, 0.02);
        for (int block = 0; block < 4; block++)
            blocks.Add(new TransformerBlock(Width, heads: 4, hidden: 128));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        // The indices keep the batch dimension, so that the embedding's gradient can be told apart by sample.
        var indices = arange(Tokens, int64, x.device).expand(x.shape[0], Tokens);
        x = patches.call(x).flatten(2).transpose(1, 2) + positions.call(indices);
        foreach (var block in blocks)
            x = block.call(x);
        return output.call(x.mean([1]));
    }
}
