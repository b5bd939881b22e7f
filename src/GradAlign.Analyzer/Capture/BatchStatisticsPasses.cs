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
    /// <param name="limit">Bytes that the gradients may take at a time; where they take more, the backward passes are run again.</param>
    /// <param name="watcher">Is shown the gradients too; null: nobody is.</param>
    public static IReadOnlyDictionary<ModelParameter, GramMatrix> Measure(
        Module model, ModelInventory inventory, Tensor losses, long limit = long.MaxValue, IGradientWatcher? watcher = null)
    {
        using var scope = NewDisposeScope();
        var samples = (int)losses.shape[0];
        var sum = new GramSum(samples);
        watcher?.Begin();
        foreach (var group in GradientRows.Groups(inventory.Parameters, samples, limit))
        {
            using var rows = new GradientRows(group, samples);
            for (var i = 0; i < samples; i++)
            {
                using var pass = NewDisposeScope();
                model.zero_grad();
                losses[i].backward(retain_graph: true);
                rows.Store(i);
            }

            sum.Add(rows.Contract(watcher));
        }

        return sum.Grams;
    }
}
