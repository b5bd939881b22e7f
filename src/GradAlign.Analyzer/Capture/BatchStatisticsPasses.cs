using GradAlign.Analyzer.Gram;
using GradAlign.Analyzer.Inputs;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradAlign.Analyzer.Capture;

/// <summary>Per-sample gradients through true batch statistics: one forward pass of the batch, then one backward pass a sample.</summary>
internal static class BatchStatisticsPasses
{
    /// <summary>Gram matrices of the parameters; ∂ℓᵢ/∂θ with every sample's share in the statistics.</summary>
    public static IReadOnlyDictionary<ModelParameter, GramMatrix> Measure(Module<Tensor, Tensor> model, ModelInventory inventory, ScoringBatch batch)
    {
        using var scope = NewDisposeScope();
        var samples = (int)batch.Inputs.shape[0];
        using var rows = new GradientRows(inventory, samples);
        var losses = SampleLosses.Of(model.call(batch.Inputs), batch.Targets);
        for (var i = 0; i < samples; i++)
        {
            using var pass = NewDisposeScope();
            model.zero_grad();
            losses[i].backward(retain_graph: true);
            rows.Store(i);
        }

        return rows.Contract();
    }
}
