using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture;

/// <summary>A parameter repeated for every sample in one call, so that the backward pass leaves its per-sample gradients.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Rows">Its copies, [n × …], part of the graph.</param>
internal sealed record RepeatedParameter(Parameter Parameter, Tensor Rows) : ISubstituteCall
{
    /// <summary>Repeats a parameter n times.</summary>
    public static RepeatedParameter Of(Parameter parameter, long samples, bool isFrozen = false)
    {
        var rows = parameter.unsqueeze(0).repeat([samples, .. parameter.shape.Select(_ => 1L)]).DetachFromDisposeScope();
        if (isFrozen) rows.requires_grad = true;
        if (rows.requires_grad) rows.retain_grad();
        return new(parameter, rows);
    }

    public IEnumerable<PerSampleGradient> Gradients()
    {
        if (Rows.requires_grad && Rows.grad is { } gradient) yield return new(Parameter, () => gradient.reshape(gradient.shape[0], -1));
    }

    public void Dispose() => Rows.Dispose();
}
