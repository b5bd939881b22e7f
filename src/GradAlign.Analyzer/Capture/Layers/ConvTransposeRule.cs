using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Module = TorchSharp.torch.nn.Module;

namespace GradAlign.Analyzer.Capture.Layers;

/// <summary>ConvTranspose1d, 2d and 3d in full: stride, padding, output padding, dilation, groups.</summary>
internal sealed class ConvTransposeRule : LayerRule
{
    public override bool Covers(Module module) => module is ConvTranspose1d or ConvTranspose2d or ConvTranspose3d;

    // Every number that goes in meets the weights of its channel.
    public override long Macs(Module module, Tensor input, Tensor output) => input.numel() * (((Convolution)module).weight.numel() / ((Convolution)module).in_channels);

    public override IEnumerable<PerSampleGradient> Gradients(LayerCall call, Tensor outputGradient)
    {
        var conv = (Convolution)call.Module;
        var n = call.Input.shape[0];

        // A transposed convolution is the adjoint of one from its output to its input: the two change places.
        yield return new(conv.weight, () => Form(0, conv.in_channels)) { FormSlices = conv.groups == 1 ? Form : null };
        if (conv.bias is { } bias) yield return new(bias, () => outputGradient.reshape(n, conv.out_channels, -1).sum(dim: 2));

        Tensor Form(long start, long count) => ConvolutionWeightGradient.Of(
            call.Input.narrow(1, start, count), Framed(conv, call.Input, outputGradient), conv.weight, conv.stride, conv.dilation, conv.groups);
    }

    // The output's gradient where the unpadded adjoint reads it: (H − 1)·stride + dilation·(k − 1) + 1 places. The output padding is
    // read off the shapes, for TorchSharp 0.107 applies the first of its numbers to every dimension. A negative padding cuts off.
    private static Tensor Framed(Convolution conv, Tensor input, Tensor gradient)
    {
        var padding = Enumerable.Range(0, conv.kernel_size.Length).Reverse().SelectMany(d =>
        {
            var places = (input.shape[d + 2] - 1) * conv.stride[d] + conv.dilation[d] * (conv.kernel_size[d] - 1) + 1;
            return new[] { conv.padding![d], places - gradient.shape[d + 2] - conv.padding[d] };
        }).ToArray();
        return padding.All(p => p == 0) ? gradient : nn.functional.pad(gradient, padding, PaddingModes.Constant);
    }
}
