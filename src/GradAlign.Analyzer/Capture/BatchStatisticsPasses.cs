using GradAlign.Analyzer.Gram;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture;

/// <summary>Per-sample gradients through true batch statistics: one forward pass of the batch, then one backward pass a sample.</summary>
internal static class BatchStatisticsPasses
{
    /// <summary>Gram matrices of the parameters; ∂ℓᵢ/∂θ with every sample's share in the statistics.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inventory">Its parameters.</param>
    /// <param name="losses">ℓᵢ of one pass of the whole batch, [n], with their graph.</param>
    /// <param name="context">Its limit is for the gradients' rows: where they take more, the backward passes are run again.</param>
    public static IReadOnlyDictionary<ModelParameter, GramMatrix> Measure(
        Module model, ModelInventory inventory, Tensor losses, CaptureContext context)
    {
        using var scope = NewDisposeScope();
        var samples = (int)losses.shape[0];
        var sum = new GramSum(samples);
        context.Watcher?.Begin();
        var groups = GradientRows.Groups(inventory.Parameters, samples, context.Limit);
        for (var group = 0; group < groups.Count; group++)
        {
            using var rows = new GradientRows(groups[group], samples);
            for (var i = 0; i < samples; i++)
            {
                using var pass = NewDisposeScope();
                model.zero_grad();
                losses[i].backward(retain_graph: true);
                rows.Store(i);
                context.Progress.At((group + ((i + 1.0) / samples)) / groups.Count);
            }

            sum.Add(rows.Contract(context.Watcher));
        }

        return sum.Grams;
    }
}
