using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Text;

/// <summary>Parts of a model in a ModuleDict that is cast at each use, a causal mask as a buffer, projections that are split.</summary>
internal sealed class Gpt : Module<Tensor, Tensor>
{
    private const int Width = 16;

    private readonly ModuleDict<Module> parts = new();
    private readonly Linear head;

    public Gpt(int vocabulary, int length) : base(nameof(Gpt))
    {
        var blocks = new ModuleList<Block>();
        for (var i = 0; i < 2; i++) blocks.Add(new Block(length));
        parts.Add("tokens", Embedding(vocabulary, Width));
        parts.Add("positions", Embedding(length, Width));
        parts.Add("drop", Dropout(0.1));
        parts.Add("blocks", blocks);
        parts.Add("norm", LayerNorm(Width));
        head = Linear(Width, vocabulary, hasBias: false);
        RegisterComponents();
        apply(DrawWeights);
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var pos = arange(0, input.shape[1], dtype: ScalarType.Int64, device: input.device);
        var tokens = ((Embedding)parts["tokens"]).forward(input);
        var positions = ((Embedding)parts["positions"]).forward(pos);
        var x = ((Dropout)parts["drop"]).forward(tokens + positions);
        foreach (var block in (ModuleList<Block>)parts["blocks"]) x = block.forward(x);
        x = ((LayerNorm)parts["norm"]).forward(x);
        return head.forward(x).MoveToOuterDisposeScope();
    }

    private static void DrawWeights(Module module)
    {
        switch (module)
        {
            case Linear linear:
                init.normal_(linear.weight, 0, 0.02);
                if (linear.bias is not null) init.zeros_(linear.bias);
                break;
            case Embedding embedding:
                init.normal_(embedding.weight!, 0, 0.02);
                break;
        }
    }

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly LayerNorm norm1 = LayerNorm(Width);
        private readonly CausalSelfAttention attention;
        private readonly LayerNorm norm2 = LayerNorm(Width);
        private readonly Linear fc = Linear(Width, 4 * Width);
        private readonly Linear proj = Linear(4 * Width, Width);
        private readonly Dropout dropout = Dropout(0.1);

        public Block(int length) : base(nameof(Block))
        {
            attention = new CausalSelfAttention(length);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            x = x + attention.forward(norm1.forward(x));
            return x + dropout.forward(proj.forward(functional.gelu(fc.forward(norm2.forward(x)))));
        }
    }

    private sealed class CausalSelfAttention : Module<Tensor, Tensor>
    {
        private const int Heads = 2;

        private readonly Linear project = Linear(Width, 3 * Width);
        private readonly Linear merge = Linear(Width, Width);

        public CausalSelfAttention(int length) : base(nameof(CausalSelfAttention))
        {
            RegisterComponents();
            register_buffer("past", tril(ones(length, length)).view(1, 1, length, length));
        }

        public override Tensor forward(Tensor x)
        {
            var (b, t, c) = (x.shape[0], x.shape[1], x.shape[2]);
            var qkv = project.forward(x).split(c, dim: 2);
            var (q, k, v) = (Split(qkv[0]), Split(qkv[1]), Split(qkv[2]));
            var scores = q.matmul(k.transpose(-2, -1)) * (1.0 / Math.Sqrt(c / Heads));
            var mask = get_buffer("past")![TensorIndex.Colon, TensorIndex.Colon, TensorIndex.Slice(null, t), TensorIndex.Slice(null, t)];
            var weights = functional.softmax(scores.masked_fill(mask.eq(0), double.NegativeInfinity), dim: -1);
            return merge.forward(weights.matmul(v).transpose(1, 2).contiguous().view(b, t, c));

            Tensor Split(Tensor part) => part.view(b, t, Heads, c / Heads).transpose(1, 2);
        }
    }
}
