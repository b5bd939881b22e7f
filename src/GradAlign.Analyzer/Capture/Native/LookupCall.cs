using GradAlign.Analyzer.Capture.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture.Native;

/// <summary>One call in which rows of a table were looked up, each a tensor of its own in the graph.</summary>
/// <param name="weight">W, [V × d].</param>
/// <param name="tokens">Numbers of the rows, [n·k × t].</param>
/// <param name="rows">The rows, [n·k × t × d]; part of the graph.</param>
/// <param name="samples">n.</param>
internal sealed class LookupCall(Parameter weight, Tensor tokens, Tensor rows, long samples) : ISubstituteCall
{
    public IEnumerable<PerSampleGradient> Gradients()
    {
        if (rows.requires_grad && rows.grad is { } gradient) yield return LookupGradients.Of(weight, tokens, samples, () => gradient.reshape(-1, weight.shape[1]));
    }

    public void Dispose()
    {
        tokens.Dispose();
        rows.Dispose();
    }
}
