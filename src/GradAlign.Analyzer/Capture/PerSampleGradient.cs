using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture;

/// <summary>What one call of a layer contributes to the per-sample gradients of one parameter.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Form">Forms the gradients, [n × p].</param>
/// <param name="Gram">Their Gram matrix without forming them (ghost), [n × n] in float64; null where forming is the way.</param>
internal sealed record PerSampleGradient(Parameter Parameter, Func<Tensor> Form, Func<Tensor>? Gram = null)
{
    /// <summary>
    /// Forms the gradients of some of the slices along the parameter's first dimension: from the first slice and their number to
    /// [n × p·slices/all]. Null where they can only be formed at once.
    /// </summary>
    public Func<long, long, Tensor>? FormSlices { get; init; }

    /// <summary>Bytes that <see cref="Gram"/> takes beside its result.</summary>
    public long GramBytes { get; init; }
}
