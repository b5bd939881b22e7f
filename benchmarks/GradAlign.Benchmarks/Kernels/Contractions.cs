using BenchmarkDotNet.Attributes;
using GradAlign.Analyzer.Gram;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Benchmarks.Kernels;

/// <summary>G = J Jᵀ for n = 64.</summary>
// In this process: another one would have to restore and build a project of its own.
[InProcess]
public class Contractions
{
    private Tensor gradients = null!;

    /// <summary>p.</summary>
    [Params(2_304, 36_864, 294_912)]
    public long Parameters { get; set; }

    /// <summary>Makes J.</summary>
    [GlobalSetup]
    public void Setup()
    {
        set_num_threads(1);
        gradients = randn(64, Parameters);
    }

    /// <summary>As the engine does it.</summary>
    [Benchmark]
    public void Contract() => GramContraction.Contract(gradients).Dispose();

    /// <summary>One product in float32, for comparison: faster or not, it rounds more.</summary>
    [Benchmark(Baseline = true)]
    public void OneProduct()
    {
        using var scope = NewDisposeScope();
        _ = gradients.mm(gradients.t());
    }
}
