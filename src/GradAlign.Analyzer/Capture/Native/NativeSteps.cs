using GradAlign.Analyzer.Capture.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture.Native;

/// <summary>The linear map of a recurrent module over all the steps and calls in which it was used; their gradients are formed as one.</summary>
/// <param name="weight">W, [o × d].</param>
/// <param name="bias">b, [o]; null without.</param>
/// <param name="samples">n.</param>
internal sealed class NativeSteps(Parameter weight, Parameter? bias, long samples) : ISubstituteCall
{
    private readonly List<(Tensor Input, Tensor Output)> steps = [];

    /// <summary>Adds some steps.</summary>
    /// <param name="input">What went in, without its graph, [n·k × t × d].</param>
    /// <param name="output">A tensor whose gradient after the backward pass is that of what came out, [n·k × t × o].</param>
    public void Add(Tensor input, Tensor output)
    {
        if (output.requires_grad) output.retain_grad();
        steps.Add((input.detach().DetachFromDisposeScope(), output.DetachFromDisposeScope()));
    }

    public IEnumerable<PerSampleGradient> Gradients()
    {
        var used = steps.Where(s => s.Output.requires_grad && s.Output.grad is not null).ToArray();
        return used.Length == 0
            ? []
            : OuterProducts.Of(weight, bias, cat([.. used.Select(s => BySample(s.Input))], 1), cat([.. used.Select(s => BySample(s.Output.grad!))], 1));
    }

    public void Dispose()
    {
        foreach (var (input, output) in steps)
        {
            input.Dispose();
            output.Dispose();
        }
    }

    // [n × k·t × …]
    private Tensor BySample(Tensor rows) => rows.reshape(samples, -1, rows.shape[^1]);
}
