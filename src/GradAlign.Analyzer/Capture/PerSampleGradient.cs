using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture;

/// <summary>What one call of a layer contributes to the per-sample gradients of one parameter.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Form">Forms the gradients, [n × p].</param>
/// <param name="Gram">Their Gram matrix without forming them (ghost), [n × n] in float64; null where forming is the way.</param>
internal sealed record PerSampleGradient(Parameter Parameter, Func<Tensor> Form, Func<Tensor>? Gram = null);
