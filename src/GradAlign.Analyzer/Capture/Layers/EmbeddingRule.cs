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
        return weight.requires_grad && TwiceLookedUp(embedding, weight, arange(Math.Min(2, weight.shape[0]), device: weight.device)).max().item<double>() == 1;
    }

    public override IEnumerable<PerSampleGradient> Gradients(LayerCall call, Tensor outputGradient)
    {
        var embedding = (Embedding)call.Module;
        var weight = embedding.weight!;
        var tokens = call.Input.reshape(-1);
        var (rows, places, _) = tokens.unique(sorted: true, return_inverse: true, return_counts: false);
        var learns = TwiceLookedUp(embedding, weight, rows).gt(0).to(outputGradient.dtype); // 0 for the padding row
        yield return LookupGradients.Of(weight, tokens, call.Input.shape[0], () => outputGradient.reshape(-1, weight.shape[1]) * learns.index_select(0, places!).unsqueeze(1));
    }

    // ∂ΣW[rows, rows]/∂W of the rows' first feature, [rows] in float64. The parameter's own gradient is put back, and what a largest norm did to the rows.
    private static Tensor TwiceLookedUp(Embedding embedding, Parameter weight, Tensor rows)
    {
        using var scope = NewDisposeScope();
        using var grad = enable_grad();
        var (before, values) = (weight.grad, weight.detach().index_select(0, rows));
        weight.grad = null;
        embedding.forward(cat([rows, rows])).sum().backward();
        var answer = GradientOf(weight)!.index_select(0, rows).select(1, 0).to(ScalarType.Float64);
        weight.grad = before;
        weight.detach().index_copy_(0, rows, values);
        return answer.MoveToOuterDisposeScope();
    }

    private static Tensor? GradientOf(Parameter weight) => weight.grad is { is_sparse: true } sparse ? sparse.to_dense() : weight.grad;
}
