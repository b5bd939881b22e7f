using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Text;

/// <summary>The tutorial's sequence to sequence model: a TransformerEncoder with a mask, positions as a buffer, [tokens, n, width] inside.</summary>
internal sealed class MaskedEncoder : Module<Tensor, Tensor>
{
    private const int Width = 12;

    private readonly TransformerEncoder encoder;
    private readonly PositionalEncoding positions = new(maxLength: 32);
    private readonly Embedding embedding;
    private readonly Linear decoder;

    public MaskedEncoder(int vocabulary) : base(nameof(MaskedEncoder))
    {
        encoder = TransformerEncoder(TransformerEncoderLayer(Width, 2, 24, dropout: 0.1), 2);
        embedding = Embedding(vocabulary, Width);
        decoder = Linear(Width, vocabulary);
        RegisterComponents();
        init.uniform_(embedding.weight!, -0.1, 0.1);
        init.uniform_(decoder.weight, -0.1, 0.1);
        init.zeros_(decoder.bias!);
    }

    public override Tensor forward(Tensor tokens)
    {
        using var scope = NewDisposeScope();
        var t = tokens.t();
        var source = positions.forward(embedding.forward(t) * Math.Sqrt(Width));
        var mask = PastOnly(t.shape[0]).to(source.dtype);
        var output = decoder.forward(encoder.forward(source, mask, null!));
        return output.transpose(0, 1).contiguous().MoveToOuterDisposeScope();
    }

    private static Tensor PastOnly(long size)
    {
        // Zero where a token may look, minus infinity where it may not.
        return triu(full([size, size], float.NegativeInfinity), diagonal: 1);
    }

    private sealed class PositionalEncoding : Module<Tensor, Tensor>
    {
        private readonly Dropout dropout = Dropout(0.1);
        private readonly Tensor waves;

        public PositionalEncoding(long maxLength) : base(nameof(PositionalEncoding))
        {
            var position = arange(0, maxLength, 1).to(ScalarType.Float32).unsqueeze(1);
            var frequency = (arange(0, Width, 2).to(ScalarType.Float32) * (-Math.Log(10000.0) / Width)).exp();
            waves = stack([(position * frequency).sin(), (position * frequency).cos()], dim: 2).reshape(maxLength, 1, Width);
            RegisterComponents();
        }

        public override Tensor forward(Tensor t) => dropout.forward(t + waves[TensorIndex.Slice(null, t.shape[0])]);
    }
}
