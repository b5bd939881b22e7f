using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.FieldSet.Vision;

/// <summary>
/// After the encoders of segmentation ports: channel norm by hand with raw parameters, a layer scale, depthwise convolutions of
/// several kernels as attention, and einsum over flattened positions.
/// </summary>
internal sealed class MixNet : Module<Tensor, Tensor>
{
    private readonly Conv2d embed = Conv2d(3, 12, kernel_size: 4, stride: 4);
    private readonly ChannelNorm norm1 = new(12);
    private readonly PositionMixing mixing = new(12);
    private readonly ChannelNorm norm2 = new(12);
    private readonly KernelAttention attention = new(12);
    private readonly Parameter layerScale = Parameter(1e-1 * ones(1, 12, 1, 1));
    private readonly Conv2d head;

    public MixNet(int classes) : base(nameof(MixNet))
    {
        head = Conv2d(12, classes, kernel_size: 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var x = embed.forward(input);
        x = x + mixing.forward(norm1.forward(x));
        x = x + layerScale * attention.forward(norm2.forward(x));
        return functional.adaptive_avg_pool2d(head.forward(x), [1, 1]).flatten(1);
    }

    private sealed class ChannelNorm : Module<Tensor, Tensor>
    {
        private readonly Parameter g;
        private readonly Parameter b;

        public ChannelNorm(long channels) : base(nameof(ChannelNorm))
        {
            g = Parameter(ones(1, channels, 1, 1));
            b = Parameter(zeros(1, channels, 1, 1));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var deviation = x.var(1, unbiased: false, keepdim: true).sqrt();
            var mean = x.mean([1], keepdim: true);
            return (x - mean) / (deviation + 1e-5) * g + b;
        }
    }

    private sealed class PositionMixing : Module<Tensor, Tensor>
    {
        private readonly Conv2d queries;
        private readonly Conv2d keysAndValues;
        private readonly Conv2d output;
        private readonly double scale;

        public PositionMixing(int channels) : base(nameof(PositionMixing))
        {
            scale = 1 / Math.Sqrt(channels);
            queries = Conv2d(channels, channels, kernel_size: 1, bias: false);
            keysAndValues = Conv2d(channels, 2 * channels, kernel_size: 2, stride: 2, bias: false);
            output = Conv2d(channels, channels, kernel_size: 1, bias: false);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var (height, width) = (x.shape[2], x.shape[3]);
            var q = queries.forward(x).flatten(2);
            var kv = keysAndValues.forward(x).flatten(2).chunk(2, dim: 1);
            var attention = (einsum("b c i, b c j -> b i j", q, kv[0]) * scale).softmax(-1);
            var mixed = einsum("b i j, b c j -> b c i", attention, kv[1]);
            return output.forward(mixed.reshape(x.shape[0], -1, height, width));
        }
    }

    private sealed class KernelAttention : Module<Tensor, Tensor>
    {
        private readonly Conv2d local;
        private readonly Conv2d wide;
        private readonly Conv2d tall;
        private readonly Conv2d pointwise;

        public KernelAttention(int channels) : base(nameof(KernelAttention))
        {
            local = Conv2d(channels, channels, 3, padding: 1, groups: channels);
            wide = Conv2d(channels, channels, (1, 3), padding: (0, 1), groups: channels);
            tall = Conv2d(channels, channels, (3, 1), padding: (1, 0), groups: channels);
            pointwise = Conv2d(channels, channels, 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var u = x.clone();
            var attention = local.forward(x);
            attention = attention + tall.forward(wide.forward(attention));
            return pointwise.forward(attention) * u;
        }
    }
}
