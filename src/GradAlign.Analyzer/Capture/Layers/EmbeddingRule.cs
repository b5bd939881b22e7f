using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture.Layers;

/// <summary>
/// Embedding: y = W[x]. Only rows that occur in the batch have a gradient, so the columns are those rows' alone: at most n·t,
/// whatever the vocabulary. TorchSharp does not tell whether a padding index or scaling by frequency is set; where one is, the guards see it.
/// </summary>
internal sealed class EmbeddingRule : LayerRule
{
    public override bool Covers(Module module) => module is Embedding;

    public override IEnumerable<PerSampleGradient> Gradients(LayerCall call, Tensor outputGradient)
    {
        var weight = ((Embedding)call.Module).weight!;
        var n = call.Input.shape[0];
        var features = weight.shape[1];
        yield return new(weight, () =>
        {
            var (rows, places, _) = call.Input.reshape(-1).unique(sorted: true, return_inverse: true, return_counts: false);
            var used = rows.shape[0];
            var sample = arange(n, device: call.Input.device).repeat_interleave(call.Input.numel() / n);
            return zeros(n * used, features, dtype: outputGradient.dtype, device: outputGradient.device)
                .index_add_(0, sample * used + places!, outputGradient.reshape(-1, features), 1)
                .reshape(n, -1); // [n × rows·d]
        });
    }
}
