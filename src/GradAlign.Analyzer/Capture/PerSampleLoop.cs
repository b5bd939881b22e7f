using GradAlign.Analyzer.Gram;
using GradAlign.Analyzer.Hosting;
using GradAlign.Analyzer.Inputs;
using GradAlign.Analyzer.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture;

/// <summary>The oracle and the fallback: one forward and one backward pass a sample, with the model's own modules.</summary>
internal static class PerSampleLoop
{
    /// <summary>Gram matrices of the parameters over some of the samples.</summary>
    /// <param name="network">The model, in scoring mode.</param>
    /// <param name="inventory">Its parameters.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="samples">Indices of the samples, in order.</param>
    /// <param name="frozen">Batch-norm statistics that are held constant.</param>
    /// <param name="seed">Seed of every sample's pass, for a model that draws random numbers.</param>
    /// <param name="only">The parameters that the passes are for; the others need no gradient meanwhile. Null for all.</param>
    /// <param name="context">Its limit is for the gradients' rows: where they take more, the passes are run again for other parameters. Null: none.</param>
    /// <param name="losses">Takes the loss of each sample; null: nobody does.</param>
    public static IReadOnlyDictionary<ModelParameter, GramMatrix> Measure(
        ScoredNetwork network, ModelInventory inventory, ScoringBatch batch, IReadOnlyList<int> samples, BatchNormStatistics frozen, long seed = 0,
        IReadOnlyList<ModelParameter>? only = null, CaptureContext? context = null, ICollection<double>? losses = null)
    {
        context ??= new();
        using var scope = NewDisposeScope();
        var calls = new Dictionary<Module, int>(ReferenceEqualityComparer.Instance);
        var detach = frozen.Modules.OfType<BatchNorm>().Select(norm => BatchNormSubstitute.Attach(norm, input =>
        {
            var call = calls[norm] = calls.GetValueOrDefault(norm, -1) + 1;
            var (mean, variance) = frozen.Of(norm, call);
            return functional.batch_norm(input, mean, variance, norm.affine ? norm.weight : null, norm.affine ? norm.bias : null, training: false, eps: norm.eps);
        })).ToList();
        try
        {
            var sum = new GramSum(samples.Count);
            var groups = GradientRows.Groups(only ?? inventory.Parameters, samples.Count, context.Limit);
            for (var group = 0; group < groups.Count; group++)
            {
                if (groups.Count > 1)
                {
                    // Where memory is short, nothing of an earlier pass stays, nor a hole in the heap.
                    network.Root.zero_grad();
                    NativeHeap.Trim();
                }

                using var rows = new GradientRows(groups[group], samples.Count);
                using var others = new IdleParameters(inventory.Parameters.Except(rows.Parameters));
                for (var row = 0; row < samples.Count; row++)
                {
                    using var pass = NewDisposeScope();
                    calls.Clear();
                    manual_seed(seed);
                    network.Root.zero_grad();
                    using var loss = network.Losses(batch.Narrow(samples[row], 1)).sum();
                    if (loss.requires_grad) loss.backward(); // a sample need not reach any of the parameters
                    rows.Store(row);
                    if (group == 0) losses?.Add(loss.to(ScalarType.Float64).item<double>());
                    context.Progress.At((group + ((row + 1.0) / samples.Count)) / groups.Count);
                }

                sum.Add(rows.Contract(context.Watcher));
            }

            return sum.Grams;
        }
        finally
        {
            detach.ForEach(d => d());
        }
    }
}
