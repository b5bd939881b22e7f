using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture;

/// <summary>One call of a batch-norm module in the batched pass: γ and β repeated for every sample, so that the backward pass leaves their per-sample gradients.</summary>
/// <param name="Module">The module.</param>
/// <param name="Scale">γ, [n × C]; null without affine parameters.</param>
/// <param name="Shift">β, [n × C]; null without affine parameters.</param>
internal sealed record BatchNormCall(BatchNorm Module, Tensor? Scale, Tensor? Shift) : IDisposable
{
    public IEnumerable<PerSampleGradient> Gradients()
    {
        if (Scale?.grad is { } scale) yield return new(Module.weight, () => scale);
        if (Shift?.grad is { } shift) yield return new(Module.bias!, () => shift);
    }

    public void Dispose()
    {
        Scale?.Dispose();
        Shift?.Dispose();
    }
}
