using GradAlign.Analyzer.Gram;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradAlign.Analyzer.Capture.Layers;

/// <summary>
/// Per-sample gradients of a table whose rows are looked up, W[x]. Only rows that occur in the batch have a gradient, so its columns
/// are those rows' alone: at most n·t, whatever the vocabulary.
/// </summary>
internal static class LookupGradients
{
    /// <summary>
    /// ∂ΣW[rows, rows]/∂W of the rows' first feature, [rows] in float64: of a row that is looked up twice 2 is plain, 0 the padding row, 1 scaled
    /// by frequency. The parameter's own gradient is put back, and what a largest norm did to the rows.
    /// </summary>
    /// <param name="weight">W, [V × d].</param>
    /// <param name="rows">Numbers of rows, each once.</param>
    /// <param name="lookUp">The module's own way from numbers to what it makes of their rows.</param>
    public static Tensor TwiceLookedUp(Parameter weight, Tensor rows, Func<Tensor, Tensor> lookUp)
    {
        using var scope = NewDisposeScope();
        using var grad = enable_grad();
        var (before, values) = (weight.grad, weight.detach().index_select(0, rows));
        weight.grad = null;
        lookUp(cat([rows, rows])).sum().backward();
        var gradient = weight.grad is { is_sparse: true } sparse ? sparse.to_dense() : weight.grad!;
        weight.grad = before;

        // Unchanged rows are left alone: a graph that holds them would call it a change all the same.
        if (!weight.detach().index_select(0, rows).Equals(values)) weight.detach().index_copy_(0, rows, values);
        return gradient.index_select(0, rows).select(1, 0).to(ScalarType.Float64).MoveToOuterDisposeScope();
    }

    /// <summary>Those of the table.</summary>
    /// <param name="weight">W, [V × d].</param>
    /// <param name="tokens">x, [n × …].</param>
    /// <param name="samples">n.</param>
    /// <param name="gradients">Forms the gradient of each row that was looked up, [n·t × d].</param>
    public static PerSampleGradient Of(Parameter weight, Tensor tokens, long samples, Func<Tensor> gradients)
    {
        var features = weight.shape[1];
        tokens = tokens.reshape(-1);
        var sample = arange(samples, device: tokens.device).repeat_interleave(tokens.numel() / samples);
        var (rows, places, _) = tokens.unique(sorted: true, return_inverse: true, return_counts: false);
        var used = rows.shape[0];

        // Its Gram matrix needs the rows that occur; beside another use of the same weight every row has its place.
        return new(weight, () => Form(0, weight.shape[0]), () => GramContraction.Contract(Sums(sample * used + places!, used, gradients())))
        {
            FormSlices = Form,
            GramBytes = (samples * used + tokens.numel()) * features * weight.element_size(),
        };

        Tensor Form(long start, long count)
        {
            var chosen = tokens.ge(start).logical_and(tokens.lt(start + count)).nonzero().squeeze(1);
            var cells = sample.index_select(0, chosen) * count + tokens.index_select(0, chosen) - start;
            return Sums(cells, count, gradients().index_select(0, chosen));
        }

        // [n × rows·d]
        Tensor Sums(Tensor cells, long count, Tensor values) => zeros(samples * count, features, dtype: values.dtype, device: values.device)
            .index_add_(0, cells, values, 1).reshape(samples, -1);
    }
}
