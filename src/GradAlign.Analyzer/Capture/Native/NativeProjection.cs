using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture.Native;

/// <summary>One linear map within a module that lives in libtorch: y = x Wᵀ + b, or a packed weight whose parts are applied to inputs of their own.</summary>
/// <param name="Weight">W, [o × d]; its parts one below the other.</param>
/// <param name="Bias">b, [o]; null without.</param>
/// <param name="Samples">n.</param>
/// <param name="Parts">Input without its graph and output with it, [n × t × …] or [n·k × t × …], one a part, in order.</param>
internal sealed record NativeProjection(Parameter Weight, Parameter? Bias, long Samples, IReadOnlyList<(Tensor Input, Tensor Output)> Parts) : ISubstituteCall
{
    public IEnumerable<PerSampleGradient> Gradients()
    {
        var gradients = Parts.Select(p => p.Output.requires_grad ? p.Output.grad : null).ToArray();
        if (gradients.All(g => g is null)) yield break;
        var rows = Weight.shape[0] / Parts.Count;
        yield return new(Weight, () => Form(0, Weight.shape[0])) { FormSlices = Form };
        if (Bias is not null) yield return new(Bias, () => cat([.. Parts.Select((p, i) => Of(i).sum(dim: 1))], 1));

        // A part that the loss does not depend on has zeros.
        Tensor Of(int part) => BySample(gradients[part] ?? zeros_like(Parts[part].Output));

        // [n × k·t × …]
        Tensor BySample(Tensor rows) => rows.reshape(Samples, -1, rows.shape[^1]);

        // gᵢᵀ aᵢ of each part, [n × o·d]; of the rows that are asked for.
        Tensor Form(long start, long count) => cat([.. Parts
            .Select((part, i) => (part.Input, Gradient: Of(i), First: Math.Max(start - i * rows, 0), End: Math.Min(start + count - i * rows, rows)))
            .Where(p => p.First < p.End)
            .Select(p => p.Gradient.narrow(2, p.First, p.End - p.First).transpose(1, 2).bmm(BySample(p.Input)))], 1).reshape(Samples, -1);
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
