using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Vision;

/// <summary>Patches, a class token and positions as raw parameters, pre-norm blocks with one projection for queries, keys and values.</summary>
internal sealed class VisionTransformer : Module<Tensor, Tensor>
{
    private const int Width = 16;

    private readonly Conv2d patches;
    private readonly Parameter classToken = Parameter(zeros(1, 1, Width));
    private readonly Parameter positions;
    private readonly ModuleList<Block> blocks = new();
    private readonly LayerNorm norm = LayerNorm(Width);
    private readonly Linear head;

    public VisionTransformer(int size, int patch, int classes) : base(nameof(VisionTransformer))
    {
        patches = Conv2d(3, Width, kernel_size: patch, stride: patch);
        positions = Parameter(0.02 * randn(1, size / patch * (size / patch) + 1, Width));
        for (var i = 0; i < 2; i++) blocks.Add(new Block());
        head = Linear(Width, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = patches.forward(input).flatten(2).transpose(1, 2);
        x = cat([classToken.expand(x.shape[0], -1, -1), x], dim: 1) + positions;
        foreach (var block in blocks) x = block.forward(x);
        return head.forward(norm.forward(x).select(1, 0)).MoveToOuterDisposeScope();
    }

    private sealed class Block : Module<Tensor, Tensor>
    {
        private const int Heads = 4;

        private readonly LayerNorm norm1 = LayerNorm(Width);
        private readonly Linear qkv = Linear(Width, 3 * Width);
        private readonly Linear proj = Linear(Width, Width);
        private readonly LayerNorm norm2 = LayerNorm(Width);
        private readonly Sequential mlp = Sequential(("fc1", Linear(Width, 2 * Width)), ("gelu", GELU()), ("drop", Dropout(0.1)), ("fc2", Linear(2 * Width, Width)));

        public Block() : base(nameof(Block)) => RegisterComponents();

        public override Tensor forward(Tensor x)
        {
            x = x + Attend(norm1.forward(x));
            return x + mlp.forward(norm2.forward(x));
        }

        private Tensor Attend(Tensor x)
        {
            var (b, t, c) = (x.shape[0], x.shape[1], x.shape[2]);
            var parts = qkv.forward(x).reshape(b, t, 3, Heads, c / Heads).permute(2, 0, 3, 1, 4);
            var (q, k, v) = (parts[0], parts[1], parts[2]);
            var weights = functional.softmax(q.matmul(k.transpose(-2, -1)) * Math.Pow(c / Heads, -0.5), -1);
            return proj.forward(weights.matmul(v).transpose(1, 2).reshape(b, t, c));
        }
    }
}
