using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture.Native;

/// <summary>One linear map within a module that lives in libtorch: y = x Wᵀ + b, or a packed weight whose parts are applied to inputs of their own.</summary>
/// <param name="Weight">W, [o × d]; its parts one below the other.</param>
/// <param name="Bias">b, [o]; null without.</param>
/// <param name="Parts">Input without its graph and output with it, [n × t × …], one a part, in order.</param>
internal sealed record NativeProjection(Parameter Weight, Parameter? Bias, IReadOnlyList<(Tensor Input, Tensor Output)> Parts) : ISubstituteCall
{
    public IEnumerable<PerSampleGradient> Gradients()
    {
        var parts = Parts.Select(p => (p.Input, p.Output, Gradient: p.Output.requires_grad ? p.Output.grad : null)).ToArray();
        if (parts.All(p => p.Gradient is null)) yield break;

        // gᵢᵀ aᵢ of each part, [n × o·d]; a part that the loss does not depend on has zeros.
        yield return new(Weight, () => cat([.. parts.Select(p => (p.Gradient ?? zeros_like(p.Output)).transpose(1, 2).bmm(p.Input))], 1).reshape(parts[0].Input.shape[0], -1));
        if (Bias is not null) yield return new(Bias, () => cat([.. parts.Select(p => (p.Gradient ?? zeros_like(p.Output)).sum(dim: 1))], 1));
    }

    public void Dispose()
    {
        foreach (var (input, output) in Parts)
        {
            input.Dispose();
            output.Dispose();
        }
    }
}
