using BenchmarkDotNet.Attributes;
using GradAlign.Analyzer.Capture;
using GradAlign.Analyzer.Capture.Layers;
using GradAlign.Analyzer.Gram;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Benchmarks.Kernels;

/// <summary>Per-sample gradients of a 3×3 convolution of C channels to C, n = 32, by the engine's rule, and the ordinary gradient of its weight.</summary>
// In this process: another one would have to restore and build a project of its own.
[InProcess]
public class ConvolutionGradients
{
    private const long Samples = 32;
    private readonly Conv2dRule rule = new();
    private Conv2d conv = null!;
    private Tensor input = null!;
    private Tensor gradient = null!;

    /// <summary>Channels and side of the map.</summary>
    [Params("3x32", "16x32", "64x8", "256x8", "512x4")]
    public string Layer { get; set; } = "";

    /// <summary>Makes the layer.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var size = Layer.Split('x').Select(s => long.Parse(s, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        set_num_threads(1);
        conv = Conv2d(size[0], size[0], 3, padding: 1, bias: false);
        input = randn(Samples, size[0], size[1], size[1]);
        gradient = randn(Samples, size[0], size[1], size[1]);
    }

    /// <summary>The ordinary gradient of the weight, with the forward pass that it needs here.</summary>
    [Benchmark(Baseline = true)]
    public void OrdinaryForwardAndWeightGradient()
    {
        using var scope = NewDisposeScope();
        conv.zero_grad();
        conv.call(input).backward([gradient]);
    }

    /// <summary>J, [n × p].</summary>
    [Benchmark]
    public void Formed()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        _ = Weight().Form();
    }

    /// <summary>G as the rule has it: by ghost where it is cheaper, else from J.</summary>
    [Benchmark]
    public void Gram()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        var weight = Weight();
        _ = weight.Gram?.Invoke() ?? GramContraction.Contract(weight.Form());
    }

    private PerSampleGradient Weight() => rule.Gradients(new("conv", conv, [input], gradient), gradient).First();
}
