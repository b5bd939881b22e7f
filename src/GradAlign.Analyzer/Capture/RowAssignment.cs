using GradAlign.Analyzer.Capture.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture;

/// <summary>Assigns the rows of a call to samples. Shapes leave it open which way is right; the guard that runs two samples alone tells.</summary>
internal static class RowAssignment
{
    /// <summary>The ways that the shapes of a call allow, the likeliest first.</summary>
    /// <param name="rule">The layer's rule.</param>
    /// <param name="tensors">Inputs and output.</param>
    /// <param name="samples">n.</param>
    public static IReadOnlyList<SampleRows> Candidates(LayerRule rule, IReadOnlyList<Tensor> tensors, long samples)
    {
        if (tensors.Any(t => t.dim() == 0)) return [];
        var rows = tensors[0].shape[0];
        var candidates = new List<SampleRows>();
        if (tensors.All(t => t.shape[0] == samples)) candidates.Add(SampleRows.First);
        if (rule.TakesTokens && tensors[^1].dim() > 2 && tensors.All(t => t.dim() > 1 && t.shape[1] == samples)) candidates.Add(SampleRows.Second);
        if (rows > samples && rows % samples == 0 && tensors.All(t => t.shape[0] == rows)) candidates.AddRange([SampleRows.Together, SampleRows.Apart]);
        return candidates;
    }

    /// <summary>What a call contributes. A layer that treats all rows alike takes a sample's as tokens; for another it is as many calls as a sample has rows.</summary>
    /// <param name="rule">The layer's rule.</param>
    /// <param name="call">The call.</param>
    /// <param name="outputGradient">Gradient of its output.</param>
    /// <param name="samples">n.</param>
    public static IEnumerable<PerSampleGradient> Gradients(LayerRule rule, LayerCall call, Tensor outputGradient, long samples)
    {
        if (call.Rows == SampleRows.First) return rule.Gradients(call, outputGradient);
        Tensor[] inputs = [.. call.Inputs.Select(BySample)];
        var gradient = BySample(outputGradient);
        return rule.TakesTokens ? rule.Gradients(call with { Inputs = inputs }, gradient) : Enumerable.Range(0, (int)gradient.shape[1]).SelectMany(k =>
        {
            var part = call with { Inputs = [.. inputs.Select(i => i.select(1, k))] };
            var gradients = rule.Gradients(part, gradient.select(1, k)).ToArray();
            call.Objection ??= part.Objection;
            return gradients;
        });

        // [n × k × …]
        Tensor BySample(Tensor tensor) => call.Rows switch
        {
            SampleRows.Second => tensor.transpose(0, 1),
            SampleRows.Together => tensor.reshape([samples, -1, .. tensor.shape[1..]]),
            _ => tensor.reshape([-1, samples, .. tensor.shape[1..]]).transpose(0, 1),
        };
    }
}
