using GradAlign.Analyzer.Capture.Layers;
using GradAlign.Analyzer.Capture.Operands;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Rewriting;

/// <content>Convolutions and normalisations whose weights are handed to them.</content>
public static partial class Watched
{
    /// <summary>Convolution over sequences.</summary>
    [Replaces(typeof(nn.functional), nameof(nn.functional.conv1d))]
    public static Tensor Conv1d(Tensor input, Tensor weight, Tensor? bias, long? stride, long? padding, long? dilation, long groups) =>
        Convolution(input, weight, bias, [stride ?? 1], [padding ?? 0], [dilation ?? 1], groups, (x, w, b) => nn.functional.conv1d(x, w, b, stride, padding, dilation, groups));

    /// <summary>Convolution over images.</summary>
    [Replaces(typeof(nn.functional), nameof(nn.functional.conv2d))]
    public static Tensor Conv2d(Tensor input, Tensor weight, Tensor? bias, long[]? strides, long[]? padding, long[]? dilation, long groups) =>
        Convolution(input, weight, bias, Numbers(strides, 1, 2), Numbers(padding, 0, 2), Numbers(dilation, 1, 2), groups, (x, w, b) => nn.functional.conv2d(x, w, b, strides, padding, dilation, groups));

    /// <summary>Convolution over volumes.</summary>
    [Replaces(typeof(nn.functional), nameof(nn.functional.conv3d))]
    public static Tensor Conv3d(Tensor input, Tensor weight, Tensor? bias, long[]? strides, long[]? padding, long[]? dilation, long groups) =>
        Convolution(input, weight, bias, Numbers(strides, 1, 3), Numbers(padding, 0, 3), Numbers(dilation, 1, 3), groups, (x, w, b) => nn.functional.conv3d(x, w, b, strides, padding, dilation, groups));

    /// <summary>Layer normalisation.</summary>
    [Replaces(typeof(nn.functional), nameof(nn.functional.layer_norm))]
    public static Tensor LayerNorm(Tensor input, long[] normalized_shape, Tensor? weight, Tensor? bias, double eps) =>
        OperandWatch.Current is null || weight is null
            ? nn.functional.layer_norm(input, normalized_shape, weight, bias, eps)
            : Shifted(Multiply(nn.functional.layer_norm(input, normalized_shape, eps: eps), weight), bias);

    private static Tensor Convolution(
        Tensor input, Tensor weight, Tensor? bias, long[] stride, long[] padding, long[] dilation, long groups, Func<Tensor, Tensor, Tensor?, Tensor> function)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weight);

        // Only with a row a sample, not with several images of each: [n × C × …].
        if (OperandWatch.Current is not { } watch || input.shape[0] != watch.Samples || input.dim() != weight.dim()
            || !(watch.IsWeight(weight, input) || bias is not null && watch.IsShared(bias, input)))
        {
            return ProductCount.Note(function(input, weight, bias), weight.numel() / weight.shape[0]);
        }

        var result = watch.IsWeight(weight, input)
            ? watch.Apply(weight, input, w => function(input, w, null), (g, x, start, count) =>
                ConvolutionWeightGradient.Of(g.narrow(1, start, count), Padded(x, padding), weight, stride, dilation, groups).reshape([watch.Samples, count, .. weight.shape[1..]]), isSliced: groups == 1)
            : function(input, weight, null);
        if (bias is null) return result;
        long[] channels = [-1, .. Enumerable.Repeat(1L, stride.Length)];
        return result.add(watch.IsWeight(bias, result) ? watch.Rows(bias).reshape([watch.Samples, .. channels]) : bias.reshape(channels));
    }

    // A bias has no samples, even where it is as long as the batch.
    private static Tensor Shifted(Tensor tensor, Tensor? bias) =>
        bias is null ? tensor : OperandWatch.Current is { } watch && watch.IsWeight(bias, tensor) && watch.Spread(bias, tensor.shape) is { } rows ? tensor.add(rows) : tensor.add(bias);

    // nn.functional.pad takes the last dimension first.
    private static Tensor Padded(Tensor input, long[] padding) =>
        padding.All(p => p == 0) ? input : nn.functional.pad(input, [.. padding.Reverse().SelectMany(p => new[] { p, p })], PaddingModes.Constant);

    private static long[] Numbers(long[]? given, long otherwise, int dimensions) =>
        given is null ? [.. Enumerable.Repeat(otherwise, dimensions)] : given.Length == 1 ? [.. Enumerable.Repeat(given[0], dimensions)] : given;
}
