using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace IntroLanguageModel.Models;

/// <summary>A small transformer that sees only the tokens before each position: [n, t] tokens to [n, t, vocabulary] logits.</summary>
internal sealed class Gpt : Module<Tensor, Tensor>
{
    private const long Width = 48;

    private readonly Embedding tokens;
    private readonly Embedding positions;
    private readonly ModuleList<CausalBlock> blocks = [];
    private readonly LayerNorm norm = LayerNorm(Width);
    private readonly Linear output;

    internal Gpt(long vocabulary, long length) : base(nameof(Gpt))
    {
        tokens = Embedding(vocabulary, Width);
        positions = Embedding(length, Width);
        output = Linear(Width, vocabulary, hasBias: false);
        init.normal_(tokens.weight!, 0, 0.02);
        init.normal_(positions.weight!, 0, 0.02);
        for (int block = 0; block < 2; block++)
            blocks.Add(new CausalBlock(Width, heads: 4));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        // The indices keep the batch dimension, so that the embedding's gradient can be told apart by sample.
        var (samples, length) = (input.shape[0], input.shape[1]);
        var x = tokens.call(input) + positions.call(arange(length, int64, input.device).expand(samples, length));
        foreach (var block in blocks)
            x = block.call(x);
        return output.call(norm.call(x));
    }
}
