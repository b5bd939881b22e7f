using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FashionCells.Soundness.Networks;

/// <summary>A transformer of pre-norm blocks over patches of an image or over tokens.</summary>
internal sealed class TransformerNetwork : Module<Tensor, Tensor>
{
    private const double PositionDeviation = 0.02;
    private readonly bool isPooled;
    private readonly Module<Tensor, Tensor> embedding;
    private readonly Parameter positions;
    private readonly Module<Tensor, Tensor> blocks;
    private readonly Module<Tensor, Tensor> head;

    private TransformerNetwork(Module<Tensor, Tensor> embedding, long tokens, Shape shape, bool isCausal, bool isPooled, long outputs) : base(nameof(TransformerNetwork))
    {
        (this.embedding, this.isPooled) = (embedding, isPooled);
        positions = Parameter(randn(tokens, shape.Width) * PositionDeviation);
        blocks = Sequential(Enumerable.Range(0, shape.Depth).SelectMany(_ => new[] { Part(new Attention(shape.Width, shape.Heads, isCausal)), Part(FeedForward(shape.Width)) }));
        head = Normalised(Linear(shape.Width, outputs));
        RegisterComponents();

        Module<Tensor, Tensor> Part(Module<Tensor, Tensor> body) => shape.IsResidual ? new Residual(Normalised(body)) : Normalised(body);
        Module<Tensor, Tensor> Normalised(Module<Tensor, Tensor> body) => shape.IsNormalised ? Sequential(LayerNorm(shape.Width), body) : body;
    }

    /// <summary>Over 4×4 patches of 28×28 images; the mean over them is classified.</summary>
    public static TransformerNetwork OfPatches(Shape shape) =>
        new(Sequential(Conv2d(1, shape.Width, 4, 4), new Function(x => x.flatten(2).transpose(1, 2))), 49, shape, isCausal: false, isPooled: true, 10);

    /// <summary>Over tokens; the mean over them is classified.</summary>
    public static TransformerNetwork OfTokens(Shape shape, long vocabulary, long tokens, long classes) =>
        new(Embedding(vocabulary, shape.Width), tokens, shape, isCausal: false, isPooled: true, classes);

    /// <summary>Over tokens; each predicts the next.</summary>
    public static TransformerNetwork OfLanguage(Shape shape, long vocabulary, long tokens) =>
        new(Embedding(vocabulary, shape.Width), tokens, shape, isCausal: true, isPooled: false, vocabulary);

    public override Tensor forward(Tensor input)
    {
        var x = blocks.call(embedding.call(input) + positions);
        return head.call(isPooled ? x.mean([1]) : x);
    }

    private static Module<Tensor, Tensor> FeedForward(long width) => Sequential(Linear(width, 2 * width), GELU(), Linear(2 * width, width));

    /// <summary>Its size and what it is made of.</summary>
    internal sealed record Shape(long Width, int Depth, long Heads)
    {
        /// <summary>Whether attention and feed-forward stand beside a shortcut.</summary>
        public bool IsResidual { get; init; } = true;

        /// <summary>Whether a LayerNorm stands before each.</summary>
        public bool IsNormalised { get; init; } = true;
    }
}
