using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture.Layers;

/// <summary>
/// Embedding: y = W[x]. TorchSharp does not tell whether a padding index or scaling by frequency is set: the module is asked
/// for the gradient of a row that is looked up twice. 2 is plain, 0 the padding row, 1 scaled by frequency, which is no rule's
/// matter: there a sample's gradient depends on how often the others use a token.
/// </summary>
internal sealed class EmbeddingRule : LayerRule
{
    public override bool TakesTokens => true;

    public override bool Covers(Module module) => module is Embedding embedding && !ScalesByFrequency(embedding);

    /// <summary>Whether gradients are divided by how often a token occurs in the batch.</summary>
    public static bool ScalesByFrequency(Embedding embedding)
    {
        using var scope = NewDisposeScope();
        var weight = embedding.weight!;
        return weight.requires_grad && LookupGradients.TwiceLookedUp(weight, arange(Math.Min(2, weight.shape[0]), device: weight.device), embedding.forward).max().item<double>() == 1;
    }

    public override IEnumerable<PerSampleGradient> Gradients(LayerCall call, Tensor outputGradient)
    {
        var embedding = (Embedding)call.Module;
        var weight = embedding.weight!;
        var tokens = call.Input.reshape(-1);
        var (rows, places, _) = tokens.unique(sorted: true, return_inverse: true, return_counts: false);
        var learns = LookupGradients.TwiceLookedUp(weight, rows, embedding.forward).gt(0).to(outputGradient.dtype); // 0 for the padding row
        yield return LookupGradients.Of(weight, tokens, call.Input.shape[0], () => outputGradient.reshape(-1, weight.shape[1]) * learns.index_select(0, places!).unsqueeze(1));
    }
}
