using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Text;

/// <summary>RMS norm by hand, rotary positions, grouped heads, a gated feed-forward, and a cache of keys and values that starts anew with each sequence.</summary>
internal sealed class Llama : Module<Tensor, Tensor>
{
    private const int Width = 16;
    private const int Heads = 4;
    private const int KeyHeads = 2;
    private const int HeadWidth = Width / Heads;

    private readonly Embedding embedding;
    private readonly ModuleList<Layer> layers = new();
    private readonly RmsNorm norm = new();
    private readonly Linear output;
    private readonly Rotary rotary = new(maxLength: 64);

    public Llama(int vocabulary, int layers) : base(nameof(Llama))
    {
        embedding = Embedding(vocabulary, Width);
        for (var i = 0; i < layers; i++) this.layers.Add(new Layer());
        output = Linear(Width, vocabulary, hasBias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor tokens) => Continue(tokens, startPosition: 0);

    public Tensor Continue(Tensor tokens, int startPosition)
    {
        using var scope = NewDisposeScope();
        var h = embedding.forward(tokens);
        var (cosines, sines) = rotary.forward(h, startPosition);
        foreach (var layer in layers) h = layer.forward(h, cosines, sines, startPosition == 0);
        return output.forward(norm.forward(h)).MoveToOuterDisposeScope();
    }

    private sealed class RmsNorm : Module<Tensor, Tensor>
    {
        private readonly Parameter weight = Parameter(ones(Width));

        public RmsNorm() : base(nameof(RmsNorm)) => RegisterComponents();

        public override Tensor forward(Tensor x) => weight * (x * rsqrt(x.pow(2).mean([-1L], keepdim: true) + 1e-6));
    }

    private sealed class Rotary : Module<Tensor, int, (Tensor cosines, Tensor sines)>
    {
        public Rotary(int maxLength) : base(nameof(Rotary))
        {
            var frequencies = 1.0 / pow(10000.0, arange(0, HeadWidth, 2, ScalarType.Float32) / HeadWidth);
            var angles = outer(arange(maxLength, ScalarType.Float32), frequencies);
            var doubled = cat([angles, angles], dim: -1);
            register_buffer("cos", doubled.cos(), persistent: false);
            register_buffer("sin", doubled.sin(), persistent: false);
            RegisterComponents();
        }

        public override (Tensor cosines, Tensor sines) forward(Tensor x, int start) =>
            (get_buffer("cos")!.narrow(0, start, x.shape[1]).to(x.dtype), get_buffer("sin")!.narrow(0, start, x.shape[1]).to(x.dtype));
    }

    private sealed class Layer : Module<Tensor, Tensor, Tensor, bool, Tensor>
    {
        private readonly RmsNorm attentionNorm = new();
        private readonly Attention attention = new();
        private readonly RmsNorm feedNorm = new();
        private readonly Linear gate = Linear(Width, 24, hasBias: false);
        private readonly Linear down = Linear(24, Width, hasBias: false);
        private readonly Linear up = Linear(Width, 24, hasBias: false);

        public Layer() : base(nameof(Layer)) => RegisterComponents();

        public override Tensor forward(Tensor x, Tensor cosines, Tensor sines, bool isStart)
        {
            var h = x + attention.forward(attentionNorm.forward(x), cosines, sines, isStart);
            var y = feedNorm.forward(h);
            return h + down.forward(functional.silu(gate.forward(y)) * up.forward(y));
        }
    }

    private sealed class Attention : Module<Tensor, Tensor, Tensor, bool, Tensor>
    {
        private readonly Linear queries = Linear(Width, Width, hasBias: false);
        private readonly Linear keysOf = Linear(Width, KeyHeads * HeadWidth, hasBias: false);
        private readonly Linear valuesOf = Linear(Width, KeyHeads * HeadWidth, hasBias: false);
        private readonly Linear merge = Linear(Width, Width, hasBias: false);
        private readonly List<(Tensor Keys, Tensor Values)> cache = [];

        public Attention() : base(nameof(Attention)) => RegisterComponents();

        public override Tensor forward(Tensor x, Tensor cosines, Tensor sines, bool isStart)
        {
            var (b, t) = (x.shape[0], x.shape[1]);
            var q = Turn(queries.forward(x).view(b, t, Heads, HeadWidth).transpose(1, 2), cosines, sines);
            var k = Turn(keysOf.forward(x).view(b, t, KeyHeads, HeadWidth).transpose(1, 2), cosines, sines);
            var v = valuesOf.forward(x).view(b, t, KeyHeads, HeadWidth).transpose(1, 2);
            if (isStart) cache.Clear();
            cache.Add((k, v));
            var keys = cat([.. cache.Select(c => c.Keys)], dim: 2).repeat_interleave(Heads / KeyHeads, dim: 1);
            var values = cat([.. cache.Select(c => c.Values)], dim: 2).repeat_interleave(Heads / KeyHeads, dim: 1);
            var attended = functional.scaled_dot_product_attention(q, keys, values, is_casual: isStart);
            return merge.forward(attended.transpose(1, 2).contiguous().view(b, t, Width));
        }

        private static Tensor Turn(Tensor x, Tensor cosines, Tensor sines)
        {
            var halves = x.chunk(2, dim: -1);
            return x * cosines + cat([-halves[1], halves[0]], dim: -1) * sines;
        }
    }
}
