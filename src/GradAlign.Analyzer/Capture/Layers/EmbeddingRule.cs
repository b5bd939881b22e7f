using GradAlign.Analyzer.Gram;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture.Layers;

/// <summary>
/// Embedding: y = W[x]. Only rows that occur in the batch have a gradient, so its columns are those rows' alone: at most n·t,
/// whatever the vocabulary. TorchSharp does not tell whether a padding index or scaling by frequency is set: the module is asked
/// for the gradient of a row that is looked up twice. 2 is plain, 0 the padding row, 1 scaled by frequency, which is no rule's
/// matter: there a sample's gradient depends on how often the others use a token.
/// </summary>
internal sealed class EmbeddingRule : LayerRule
{
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
        var n = call.Input.shape[0];
        var features = weight.shape[1];
        var tokens = call.Input.reshape(-1);
        var sample = arange(n, device: tokens.device).repeat_interleave(tokens.numel() / n);
        var (rows, places, _) = tokens.unique(sorted: true, return_inverse: true, return_counts: false);
        var used = rows.shape[0];
        var learns = TwiceLookedUp(embedding, weight, rows).gt(0).to(outputGradient.dtype); // 0 for the padding row

        // Its Gram matrix needs the rows that occur; beside another use of the same weight every row has its place.
        yield return new(weight, () => Form(0, weight.shape[0]), () => GramContraction.Contract(Sums(sample * used + places!, used, Gradients())))
        {
            FormSlices = Form,
            GramBytes = (n * used + tokens.numel()) * features * outputGradient.element_size(),
        };

        Tensor Form(long start, long count)
        {
            var chosen = tokens.ge(start).logical_and(tokens.lt(start + count)).nonzero().squeeze(1);
            var cells = sample.index_select(0, chosen) * count + tokens.index_select(0, chosen) - start;
            return Sums(cells, count, Gradients().index_select(0, chosen));
        }

        // One a token, [n·t × d].
        Tensor Gradients() => outputGradient.reshape(-1, features) * learns.index_select(0, places!).unsqueeze(1);

        // [n × rows·d]
        Tensor Sums(Tensor cells, long count, Tensor gradients) => zeros(n * count, features, dtype: gradients.dtype, device: gradients.device)
            .index_add_(0, cells, gradients, 1).reshape(n, -1);
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
