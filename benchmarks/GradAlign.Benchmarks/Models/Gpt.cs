using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Benchmarks.Models;

/// <summary>Four causal transformer blocks of width 128 on tokens; the class is read from the mean of the logits at every position.</summary>
internal sealed class Gpt : Module<Tensor, Tensor>
{
    /// <summary>Size of the vocabulary.</summary>
    public const long Vocabulary = 512;

    private const long Width = 128;
    private readonly Embedding tokens = Embedding(Vocabulary, Width);
    private readonly Embedding positions;
    private readonly ModuleList<GptBlock> blocks = [];
    private readonly LayerNorm norm = LayerNorm(Width);
    private readonly Linear head = Linear(Width, Vocabulary, hasBias: false);

    public Gpt(long length) : base(nameof(Gpt))
    {
        positions = Embedding(length, Width);
        for (var block = 0; block < 4; block++) blocks.Add(new GptBlock(Width, heads: 4));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        // The indices keep the batch dimension, so that the embedding's gradient can be told apart by sample.
        var x = tokens.call(input) + positions.call(arange(input.shape[1], int64, input.device).expand(input.shape[0], input.shape[1]));
        foreach (var block in blocks) x = block.call(x);
        return head.call(norm.call(x)).mean([1]);
    }
}
